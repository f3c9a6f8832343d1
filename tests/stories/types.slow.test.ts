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
const CONFIG = {
  compilerOptions: {
    strict: true,
    noImplicitAny: false,
    noEmit: true,
    target: 'es2022',
    module: 'es2022',
    types: [],
  },
  include: ['src'],
}
const TYPED = {
  'src/area.ts': 'export function area(width, height: any) {\n  return width * height\n}\n',
  'src/rooms.ts': `import { area } from './area'

export const rooms = [area(2, 3), area(4, 5), area(6, 7)]
`,
}

/** A library whose installed dependencies are this project's own. */
function project(files: Record<string, string>): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', {
    ...LIBRARY,
    '.improver/policy.yaml': POLICY,
    '.gitignore': 'node_modules\n',
    ...files,
  })
  symlinkSync(OWN, join(repo.dir, 'node_modules'))
  return repo
}

describe('types that a program tells', () => {
  it("are proven by the repository's own compiler, and committed as what they are", () => {
    const repo = project({ ...TYPED, 'tsconfig.json': JSON.stringify(CONFIG) })
    const { improvements, dropped, findings } = improverJson<RunResult>(repo, 'run', '--only', 'types')
    assert.deepEqual(dropped, [])
    assert.deepEqual(
      findings.map(({ path, symbol, reason }) => `${path} ${symbol}: ${reason}`),
      ['src/area.ts area: width is number, height is number.'],
    )
    const [{ branch, checks, class: name, title }] = improvements as [RunResult['improvements'][0]]
    assert.equal(name, 'type_hints_only')
    assert.equal(title, 'types(area): say what area takes')
    assert.equal(checks.types?.status, 'passed')
    assert.match(checks.types?.why ?? '', /the repository's own/)
    assert.equal(checks.behaviour?.status, 'passed')
    assert.match(
      repo.git('show', `${branch}:src/area.ts`),
      /^export function area\(width: number, height: number\) \{/,
    )
    assert.match(repo.git('log', '-1', '--format=%B', branch), /^Improver: types\/parameters@1$/m)
    assert.equal(improverJson<RunResult>(repo, 'run', '--only', 'types').findings.length, 0, 'nothing twice')
    assert.equal(repo.git('status', '--porcelain'), '')
  })

  it('are not looked for without a tsconfig, and whoever asked is told so', () => {
    const repo = project(TYPED)
    const asked = improver(repo, 'run', '--only', 'types', '--dry-run')
    assert.equal(asked.code, 0, asked.stderr)
    assert.match(asked.stdout, /^note {5}types: there is no tsconfig/m)
    assert.doesNotMatch(improver(repo, 'run', '--dry-run').stdout, /types:/)
  })

  it('that the compiler breaks on cost nothing else, and are told of', () => {
    const deep = `export const deep = ${'['.repeat(5000)}${']'.repeat(5000)}\n`
    const repo = project({ ...TYPED, 'src/deep.ts': deep, 'tsconfig.json': JSON.stringify(CONFIG) })
    const { notes, findings } = improverJson<RunResult>(repo, 'run', '--dry-run')
    assert.match(notes.join('\n'), /^types broke off: Maximum call stack/m)
    assert.ok(findings.some(({ improver: by }) => by === 'docs'))
  })

  it('are those of the committed tree, whatever the work tree holds', () => {
    const repo = project({ ...TYPED, 'tsconfig.json': JSON.stringify(CONFIG) })
    repo.write('src/rooms.ts', "import { area } from './area'\n\nexport const rooms = [area('2', '3')]\n")
    const { findings } = improverJson<RunResult>(repo, 'run', '--only', 'types', '--dry-run')
    assert.deepEqual(
      findings.map(({ reason }) => reason),
      ['width is number, height is number.'],
    )
  })
})
