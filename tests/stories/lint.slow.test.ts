import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../../src/flow/run/run.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { LIBRARY, POLICY } from '../helpers/project.ts'

const OWN = fileURLToPath(new URL('../../node_modules', import.meta.url))
const CODE = `export function sum(list) {
  var total = 0
  let step = 1
  for (const one of list) total += one * step
  return total
}

export const name = given => {
  return !!given ? 'yes' : 'no'
}
`
const RULES = {
  'no-var': 'error',
  'prefer-const': 'error',
  'no-extra-boolean-cast': 'error',
  'no-eval': 'error',
}
const ESLINT = `export default [{ files: ['src/**'], rules: ${JSON.stringify(RULES)} }]\n`

/** A library whose installed dependencies are this project's own. */
function linted(files: Record<string, string>): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', {
    ...LIBRARY,
    '.improver/policy.yaml': POLICY,
    '.gitignore': 'node_modules\n',
    'src/sum.js': CODE,
    ...files,
  })
  symlinkSync(OWN, join(repo.dir, 'node_modules'))
  return repo
}

describe("the repository's own linter", () => {
  it('ESLint: each rule is an improvement of its own, proven like any other', () => {
    const repo = linted({
      'eslint.config.mjs': ESLINT,
      'src/more.js': 'export const twice = n => {\n  var two = 2\n  return n * two\n}\n',
    })
    const dry = improverJson<RunResult>(repo, 'run', '--only', 'lint', '--dry-run')
    assert.deepEqual(
      dry.findings.map(({ rewrite, path }) => `${rewrite} ${path}`),
      [
        'no-extra-boolean-cast src/sum.js',
        'no-var src/more.js',
        'no-var src/sum.js',
        'prefer-const src/sum.js',
      ],
    )
    assert.equal(repo.git('branch', '--list', 'ai/*'), '')
    const { improvements, dropped } = improverJson<RunResult>(repo, 'run', '--only', 'lint')
    assert.deepEqual(dropped, [])
    assert.deepEqual(
      improvements.map(({ branch, title }) => `${branch}: ${title}`),
      [
        'ai/lint/no-extra-boolean-cast: lint: no-extra-boolean-cast in sum.js',
        'ai/lint/no-var: lint: no-var in 2 files',
        'ai/lint/prefer-const: lint: prefer-const in sum.js',
      ],
    )
    assert.match(repo.git('show', 'ai/lint/no-var:src/sum.js'), /let total = 0\n {2}let step = 1/)
    assert.match(repo.git('show', 'ai/lint/no-var:src/more.js'), /let two = 2/)
    assert.match(repo.git('log', '-1', '--format=%B', 'ai/lint/no-var'), /^Improver: lint\/no-var@1$/m)
    assert.equal(improverJson<RunResult>(repo, 'run', '--only', 'lint').findings.length, 0, 'nothing twice')
    assert.equal(repo.git('status', '--porcelain'), '')
  })

  it('Biome: as well', () => {
    const repo = linted({ 'biome.json': '{ "linter": { "rules": { "style": { "useConst": "error" } } } }\n' })
    const { findings } = improverJson<RunResult>(repo, 'run', '--only', 'lint', '--dry-run')
    const [first] = findings.filter(({ rewrite }) => rewrite === 'style/useConst')
    assert.equal(first?.path, 'src/sum.js')
    assert.match(first?.reason ?? '', /^Biome says style\/useConst, and mends it: This let /)
  })

  it('is passed over in silence where there is none, and told of when it was asked for', () => {
    const repo = linted({})
    const asked = improver(repo, 'run', '--only', 'lint', '--dry-run')
    assert.equal(asked.code, 0, asked.stderr)
    assert.match(asked.stdout, /^note {5}lint: no configuration of ESLint, Biome or oxlint/m)
    assert.doesNotMatch(improver(repo, 'run', '--dry-run').stdout, /lint:/)
  })

  it('that cannot run takes nothing else with it', () => {
    const repo = linted({ 'eslint.config.mjs': 'export default [}\n' })
    const { notes, findings } = improverJson<RunResult>(repo, 'run', '--only', 'lint,docs', '--dry-run')
    assert.match(notes.join('\n'), /^lint: ESLint could not run: .*SyntaxError/)
    assert.ok(findings.some(({ improver: by }) => by === 'docs'))
  })
})
