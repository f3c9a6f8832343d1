import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../../src/flow/run/run.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { POLICY } from '../helpers/project.ts'

const OWN = fileURLToPath(new URL('../../node_modules', import.meta.url))
const MANIFEST = {
  name: 'app',
  private: true,
  type: 'module',
  scripts: { test: 'node --test', tool: 'node tools/old.js' },
  dependencies: { left: '^1.0.0' },
  devDependencies: { typescript: '^6.0.0' },
}
const LOCK = {
  name: 'app',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': { name: 'app', dependencies: MANIFEST.dependencies, devDependencies: MANIFEST.devDependencies },
    'node_modules/left': { version: '1.2.3', dependencies: { lucky: '^4.0.0' } },
    'node_modules/lucky': {
      version: '4.5.6',
      resolved: 'https://registry.npmjs.org/lucky/-/lucky-4.5.6.tgz',
      integrity: 'sha512-lucky',
    },
    'node_modules/typescript': { version: '6.0.3', dev: true },
  },
}
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const SOUND = {
  '.improver/policy.yaml': POLICY,
  '.gitignore': 'node_modules\n',
  'package.json': json(MANIFEST),
  'package-lock.json': json(LOCK),
  'tsconfig.json': json({
    compilerOptions: {
      target: 'es2022',
      module: 'preserve',
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: [],
    },
    include: ['src'],
  }),
  'src/clamp.ts':
    'export function clamp(value: number, low: number, high: number): number {\n  return Math.min(Math.max(value, low), high)\n}\n',
  'src/use.ts':
    "import { clamp } from './clamp.ts'\n\nexport const half = (value: number) => clamp(value, 0, 0.5)\n",
  'src/more.ts': "import { clamp } from './clamp.ts'\n\nexport const unit = clamp(2, 0, 1)\n",
  'src/link.js': "import 'left'\n\nexport const linked = 1\n",
  'tools/old.js': 'console.log(1)\n',
  'test/sum.test.js':
    "import assert from 'node:assert'\nimport { test } from 'node:test'\n\ntest('sums', () => assert.equal(1 + 1, 2))\n",
}

/** With the compiler of this project installed, and two packages of next to nothing. */
function project(files: Record<string, string>): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', { ...SOUND, ...files })
  const modules = join(repo.dir, 'node_modules')
  for (const [name, version] of [
    ['left', '1.2.3'],
    ['lucky', '4.5.6'],
  ] as const) {
    mkdirSync(join(modules, name), { recursive: true })
    writeFileSync(
      join(modules, name, 'package.json'),
      json({ name, version, type: 'module', main: 'index.js' }),
    )
    writeFileSync(join(modules, name, 'index.js'), 'export default 1\n')
  }
  symlinkSync(join(OWN, 'typescript'), join(modules, 'typescript'))
  return repo
}

const BROKEN = {
  'src/use.ts': 'export const half = (value: number) => clamp(value, 0, 0.5)\n',
  'src/wrong.ts': 'export const text: string = 1\n',
  'src/link.js': "import 'left'\nimport 'lucky'\n\nexport const linked = 1\n",
  'test/sum.test.js':
    "import assert from 'node:assert'\nimport { test } from 'node:test'\n\ntest('sums', () => assert.equal(1 + 1, 2))\ntest('is red', () => assert.equal(1, 2))\n",
}

describe('what is broken', () => {
  it('is listed first on a dry run, with its place, and nothing of it in what is sound', () => {
    const repo = project(BROKEN)
    const { stdout } = improver(repo, 'run', '--dry-run')
    assert.deepEqual(
      stdout.split('\n').filter(line => /:\d+ {2}(?:error|warning)/.test(line)),
      [
        'test/sum.test.js:5  error  test fails: test/sum.test.js > is red',
        "src/use.ts:1  error  TS2304: Cannot find name 'clamp'.",
        "src/wrong.ts:1  error  TS2322: Type 'number' is not assignable to type 'string'.",
        'src/link.js:2  warning  lucky is imported here and package.json does not name it; it is only there since another dependency brings it (package-lock.json)',
      ],
    )
    assert.match(stdout.split('\n')[0]!, /is red/)
    const { runs } = JSON.parse(improver(repo, 'run', '--dry-run', '--only', 'repair', '--sarif').stdout)
    assert.deepEqual(
      runs[0].results.map((one: { ruleId: string; level: string }) => `${one.ruleId} ${one.level}`),
      [
        'repair/red-test error',
        'repair/type-error error',
        'repair/type-error error',
        'repair/undeclared-dependency warning',
      ],
    )
    assert.equal(
      improver(project({}), 'run', '--dry-run', '--only', 'repair').stdout,
      '0 findings, nothing done\n',
    )
  })

  it('is mended where that takes no judgement, under the proofs of any improvement, and a red test stays as it is', () => {
    const repo = project(BROKEN)
    const { improvements, dropped } = improverJson<RunResult>(repo, 'run', '--only', 'repair')
    assert.deepEqual(dropped, [])
    assert.deepEqual(improvements.map(({ title, files }) => `${title}: ${files.join(' ')}`).sort(), [
      'repair: add import from "./clamp.ts": src/use.ts',
      'repair: declare lucky: package-lock.json package.json',
    ])
    const [types, declared] = improvements.sort((a, b) => (a.title < b.title ? -1 : 1))
    assert.equal(repo.git('show', `${types!.branch}:src/use.ts`), SOUND['src/use.ts'].trim())
    const lock = JSON.parse(repo.git('show', `${declared!.branch}:package-lock.json`))
    assert.deepEqual(lock.packages[''].dependencies, { left: '^1.0.0', lucky: '^4.5.6' })
    for (const one of improvements) {
      assert.equal(one.checks.tests?.status, 'passed', one.checks.tests?.why)
      assert.equal(one.checks.types?.status, 'passed', one.checks.types?.why)
      assert.doesNotMatch(repo.git('show', '--name-only', one.branch), /test\//)
    }
    const again = improverJson<RunResult>(repo, 'run', '--only', 'repair')
    assert.deepEqual(
      [again.improvements.length, again.findings.length],
      [0, 3],
      'told as long as it is broken',
    )
  })

  it('a script that names what was renamed names it again', () => {
    const repo = project({})
    repo.git('mv', 'tools/old.js', 'tools/new.js')
    repo.commit('Rename', {})
    const { improvements, dropped } = improverJson<RunResult>(repo, 'run', '--only', 'repair')
    assert.deepEqual(dropped, [])
    assert.match(repo.git('show', `${improvements[0]!.branch}:package.json`), /"tool": "node tools\/new\.js"/)
  })
})
