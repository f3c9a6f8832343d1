import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newCheckCache } from '../../src/checks/checkCache.ts'
import { newKinds, readDiagnostics } from '../../src/checks/diagnosticKinds.ts'
import { syntax } from '../../src/checks/syntax.ts'
import { tests } from '../../src/checks/tests.ts'
import { types } from '../../src/checks/types.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

const pair = (path: string, before: string, after: string) => [{ [path]: before }, { [path]: after }] as const

test('syntax: passes, fails, and says when there is nothing to parse', async () => {
  const check = async (path: string, before: string, after: string) =>
    (await syntax.run(makeCandidate({}, ...pair(path, before, after)), await makeContext())).status
  assert.equal(await check('a.ts', '', 'export const x: number = 1'), 'passed')
  assert.equal(await check('a.ts', '', 'export const x: = 1'), 'failed')
  assert.equal(await check('a.tsx', '', 'export const x = <a>{1}</a>'), 'passed')
  assert.equal(await check('a.js', '', 'const x: number = 1'), 'failed')
  assert.equal(await check('a.mjs', '', '#!/usr/bin/env node\nawait 1\n'), 'passed')
  assert.equal(await check('a.json', '{}', '{,}'), 'failed')
  assert.equal(await check('a.json', '{}', '{"a": 1}'), 'passed')
  assert.equal(await check('tsconfig.json', '{}', '{ // comment\n "include": [], }'), 'passed')
  assert.equal(await check('a.md', '', '# x'), 'not-run')
  assert.equal(await check('broken.js', 'let let = {', 'let let = {\n'), 'passed')
  assert.equal(await check('a.d.ts', '', 'declare const x: 1'), 'passed')
})

test('syntax: a link is not followed', async () => {
  const candidate = makeCandidate({ b: 'b' }, ...pair('a', '', ''))
  symlinkSync('/etc/passwd', join(candidate.head, 'x.json'))
  const result = await syntax.run({ ...candidate, changed: ['x.json'] }, await makeContext())
  assert.equal(result.status, 'not-run')
})

const config = (more: object = {}) =>
  JSON.stringify({ compilerOptions: { strict: true, types: [], noEmit: true, ...more }, include: ['src'] })

const checkTypes = async (same: Files, before: Files, after: Files) =>
  types.run(makeCandidate(same, before, after), await makeContext())

test('types: a new diagnostic fails, an old one does not, and a swap of two kinds is seen', async () => {
  const same = { 'tsconfig.json': config() }
  const wrong = 'export const x: number = "a"\n'
  const other = 'export const x: number = y\n'
  assert.equal((await checkTypes(same, ...pair('src/a.ts', 'export const x = 1', wrong))).status, 'failed')
  assert.equal((await checkTypes(same, ...pair('src/a.ts', wrong, `\n\n${wrong}`))).status, 'passed')
  const swapped = await checkTypes(same, ...pair('src/a.ts', wrong, other))
  assert.equal(swapped.status, 'failed')
  assert.match(swapped.why, /src\/a\.ts: TS2304/)
  assert.match(swapped.why, /typescript [\d.]+, ours/)
})

test('types: the error may be in another file, or in a project that references this one', async () => {
  const user = { 'src/b.ts': "import { x } from './a'\nexport const y: number = x\n" }
  const far = await checkTypes(
    { 'tsconfig.json': config(), ...user },
    ...pair('src/a.ts', 'export const x = 1', 'export const x = "a"'),
  )
  assert.equal(far.status, 'failed')
  const composite = { composite: true, noEmit: undefined, emitDeclarationOnly: true, outDir: 'out' }
  const monorepo = {
    'packages/a/tsconfig.json': config(composite),
    'packages/b/tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, types: [], ...composite },
      include: ['src'],
      references: [{ path: '../a' }],
    }),
    'packages/b/src/b.ts': "import { x } from '../../a/src/a'\nexport const y: number = x\n",
  }
  const referenced = await checkTypes(
    monorepo,
    ...pair('packages/a/src/a.ts', 'export const x = 1', 'export const x = "a"'),
  )
  assert.equal(referenced.status, 'failed', referenced.why)
  assert.match(referenced.why, /packages\/b/)
})

test('types: says so when it can not run', async () => {
  const none = await checkTypes({}, ...pair('a.js', '1', '2'))
  assert.deepEqual([none.status, none.why], ['not-run', 'no tsconfig: types not run'])
  const apart = await checkTypes(
    { 'tsconfig.json': config(), 'src/a.ts': '' },
    ...pair('README.md', '1', '2'),
  )
  assert.equal(apart.status, 'not-run')
  const imports = (value: string) => `import x from 'missing'\nexport const y: number = ${value}, z = x\n`
  const missing = await checkTypes(
    { 'tsconfig.json': config() },
    ...pair('src/a.ts', imports('1'), imports('2')),
  )
  assert.equal(missing.status, 'not-run')
  assert.match(missing.why, /npm ci/)
})

test('types: out of time is inconclusive', async () => {
  const context = await makeContext()
  const candidate = makeCandidate(
    { 'tsconfig.json': config() },
    ...pair('src/a.ts', 'export const x = 1', 'export const x = 2'),
  )
  const result = await types.run(candidate, { ...context, limits: { ...context.limits, timeoutMs: 1 } })
  assert.equal(result.status, 'inconclusive')
})

/** A compiler that the repository brings along: prints one diagnostic for each line with WRONG. */
const OWN = {
  'node_modules/typescript/package.json': '{"name":"typescript","version":"0.0.7"}',
  'node_modules/typescript/bin/tsc': `const text = require('fs').readFileSync('src/a.ts', 'utf8').split('\\n')
    if (text[0] === 'CRASH') process.exit(9)
    text.forEach((line, at) => line === 'WRONG' && console.log('src/a.ts(' + at + ',1): error TS9: wrong in ' + process.cwd() + '/src'))
    process.exit(text.includes('WRONG') ? 2 : 0)`,
}

test("types: the repository's own compiler judges, and says so", async () => {
  const same = { 'tsconfig.json': config(), 'package.json': '{}', ...OWN }
  const good = await checkTypes(same, ...pair('src/a.ts', 'WRONG\n', '\nWRONG\nmore\n'))
  assert.equal(good.status, 'passed', good.why)
  assert.match(good.why, /typescript 0\.0\.7, the repository's own/)
  assert.equal((await checkTypes(same, ...pair('src/a.ts', '\n', 'WRONG\n'))).status, 'failed')
  assert.equal((await checkTypes(same, ...pair('src/a.ts', '\n', 'CRASH\n'))).status, 'inconclusive')
})

test('diagnostics are compared without positions and without the order of unions', () => {
  const a = readDiagnostics(
    "/t/a.ts(1,2): error TS1: Type 'x | y' is not 'z'.\n  because\nerror TS2: whole\n",
    '/t',
  )
  const b = readDiagnostics(
    "a.ts(9,9): error TS1: Type 'y | x' is not 'z'.\n  because\nerror TS2: whole\n",
    '/t',
  )
  assert.deepEqual([...a], [...b])
  assert.deepEqual(newKinds(a, b), [])
  assert.deepEqual(newKinds(new Map(), b).length, 2)
})

const manifest = (script: string, more: object = {}) => JSON.stringify({ scripts: { test: script }, ...more })
const suite = (body: string) =>
  `const { test } = require('node:test')\nconst { x } = require('./x.js')\n${body}`
const BOTH = suite(
  "test('one', () => { if (x < 1) throw Error('one') })\ntest('two', () => { if (x < 2) throw Error('two') })",
)
const runTests = async (same: Files, before: string, after: string, change = {}) =>
  tests.run(makeCandidate(same, ...pair('x.js', before, after)), await makeContext(change))

for (const reporter of ['tap', 'spec'])
  test(`tests: node:test by ${reporter}: green, newly red, red before`, async () => {
    const same = { 'package.json': manifest(`node --test --test-reporter=${reporter}`), 'a.test.js': BOTH }
    const green = await runTests(same, 'exports.x = 2', 'exports.x = 3')
    assert.equal(green.status, 'passed', JSON.stringify(green))
    const red = await runTests(same, 'exports.x = 2', 'exports.x = 1')
    assert.equal(red.status, 'failed')
    assert.match(red.why, /two/)
    assert.doesNotMatch(red.why, /one/)
    const before = await runTests(same, 'exports.x = 1', 'exports.x = 1.5')
    assert.equal(before.status, 'passed', JSON.stringify(before))
    assert.match(before.why, /fail as they did before/)
    assert.equal((await runTests(same, 'exports.x = 1', 'exports.x = 0')).status, 'failed')
  })

test('tests: by exit code where the output names nothing', async () => {
  const same = { 'package.json': manifest('node run.js'), 'run.js': "process.exit(require('./x.js').x)" }
  assert.equal((await runTests(same, 'exports.x = 0', 'exports.x = 0 ')).status, 'passed')
  assert.equal((await runTests(same, 'exports.x = 0', 'exports.x = 1')).status, 'failed')
  assert.equal((await runTests(same, 'exports.x = 1', 'exports.x = 0')).status, 'passed')
  assert.equal((await runTests(same, 'exports.x = 1', 'exports.x = 2')).status, 'inconclusive')
})

test('tests: none there, or no dependencies, is not run and says why', async () => {
  for (const [files, why] of [
    [{}, /no package\.json/],
    [{ 'package.json': '{}' }, /no test script/],
    [{ 'package.json': manifest('echo "Error: no test specified" && exit 1') }, /no test script/],
    [{ 'package.json': manifest('true', { dependencies: { a: '1' } }) }, /npm ci/],
  ] as const) {
    const result = await runTests(files as Files, '1', '2')
    assert.equal(result.status, 'not-run')
    assert.match(result.why, why)
  }
})

test('tests: the command is that of the policy, else of the base, never of the candidate', async () => {
  const before = { 'package.json': manifest('node run.js'), 'x.js': 'exports.x = 0' }
  const after = { 'package.json': manifest('true'), 'x.js': 'exports.x = 1' }
  const candidate = makeCandidate({ 'run.js': "process.exit(require('./x.js').x)" }, before, after)
  assert.equal((await tests.run(candidate, await makeContext())).status, 'failed')
  const named = await tests.run(candidate, await makeContext({ settings: { tests: 'exit 0' } }))
  assert.equal(named.status, 'passed')
})

test('tests: what never ends is inconclusive', async () => {
  const { limits } = await makeContext()
  const change = {
    limits: { ...limits, timeoutMs: 3000 },
    settings: { tests: 'if grep -q hang x.js; then sleep 600; fi' },
  }
  const result = await runTests({}, 'fine', 'hang', change)
  assert.equal(result.status, 'inconclusive')
  assert.match(result.why, /timeout after the change/)
})

test('tests: a test that fails only sometimes is flaky, not failed', async () => {
  const count = join(makeCandidate({}, {}, {}).base, '..', 'count')
  const flaky = `const fs = require('node:fs'); fs.appendFileSync(${JSON.stringify(count)}, 'x')
    require('node:test').test('now and then', () => { if (require('./x.js').x && fs.readFileSync(${JSON.stringify(count)}, 'utf8').length === 2) throw Error('no') })`
  const same = { 'package.json': manifest('node --test a.test.js'), 'a.test.js': flaky }
  const result = await runTests(same, 'exports.x = 0', 'exports.x = 1')
  assert.equal(result.status, 'inconclusive', JSON.stringify(result))
  assert.match(result.why, /flaky.*now and then/)
})

test('tests: a suite that ends early or drops tests is not passed', async () => {
  const same = { 'package.json': manifest('node --test a.test.js'), 'a.test.js': BOTH }
  const early = await runTests(same, 'exports.x = 2', 'exports.x = 2; process.exit(0)')
  assert.notEqual(early.status, 'passed', JSON.stringify(early))
})

test('tests: the base is run once for many candidates, and no run changes a tree', async () => {
  const log = join(makeCandidate({}, {}, {}).base, '..', 'log')
  const same = {
    'package.json': manifest('node run.js'),
    'run.js': `require('fs').appendFileSync(${JSON.stringify(log)}, 'x'); require('fs').writeFileSync('x.js', 'spoilt')`,
  }
  const cache = newCheckCache()
  for (const after of ['a', 'b', 'c']) {
    const candidate = makeCandidate(same, ...pair('x.js', '0', after))
    assert.equal((await tests.run(candidate, await makeContext({ cache, baseKey: 'tree' }))).status, 'passed')
    assert.equal((await import('node:fs')).readFileSync(join(candidate.head, 'x.js'), 'utf8'), after)
  }
  assert.equal((await import('node:fs')).readFileSync(log, 'utf8').length, 5)
})
