import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { newKinds } from '../../src/checks/diagnosticKinds.ts'
import { types } from '../../src/checks/types.ts'
import { openOurCompiler } from '../../src/checks/typing/ourCompiler.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

const CONFIG = JSON.stringify({
  compilerOptions: { strict: true, types: [], noEmit: true },
  include: ['src'],
})

/** A compiler that the repository brings along; it refuses what WRONG stands in, and nothing else. */
const own = (version: string): Files => ({
  'package.json': '{}',
  'tsconfig.json': CONFIG,
  'node_modules/typescript/package.json': JSON.stringify({ name: 'typescript', version }),
  'node_modules/typescript/bin/tsc': `const text = require('fs').readFileSync('src/a.ts', 'utf8')
    if (text.includes('WRONG')) console.log('src/a.ts(1,1): error TS9: wrong'), process.exit(2)`,
})
const judge = async (version: string, after: string) =>
  types.run(
    makeCandidate(own(version), { 'src/a.ts': 'export const x = 1\n' }, { 'src/a.ts': after }),
    await makeContext(),
  )
const BAD_TYPE = "export const x: number = 'one'\n"

test('the gate passes nothing that the own compiler refuses', async () => {
  const { ts } = await loadCompiler()
  for (const version of [ts.version, '4.9.5', '7.0.2'])
    assert.equal((await judge(version, 'export const WRONG = 1\n')).status, 'failed', version)
})

test('the gate refuses nothing that an own compiler of another line takes', async () => {
  for (const version of ['4.9.5', '7.0.2', '6.1.0-dev.20260101']) {
    const result = await judge(version, BAD_TYPE)
    assert.equal(result.status, 'passed', version)
    assert.match(result.why, /the repository's own/)
  }
})

test('of the same line it refuses alone, and says that it did', async () => {
  const { ts } = await loadCompiler()
  const result = await judge(ts.version, BAD_TYPE)
  assert.equal(result.status, 'failed')
  assert.match(result.why, /ours\): src\/a\.ts: TS2322/)
})

test('what a change reaches through other files is found by the second look as by the first', async () => {
  const files = {
    'tsconfig.json': CONFIG,
    'src/b.ts': "import { x } from './a'\nexport const y = x\n",
    'src/c.ts': "import { y } from './b'\nexport const z: number = y\n",
    'src/d.ts': 'export const apart: string = 1\n',
  }
  const ours = openOurCompiler(await loadCompiler())
  for (const [after, expected] of [
    ["export const x = 'a'\n", ["src/c.ts: TS2322: Type 'string' is not assignable to type 'number'."]],
    ['export const x = 2\n', []],
    ['declare global { interface Array<T> { at: number } }\nexport const x = 1\n', null],
  ] as const) {
    const candidate = makeCandidate(files, { 'src/a.ts': 'export const x = 1\n' }, { 'src/a.ts': after })
    const at = (tree: string) => ({ tree, readable: [], config: 'tsconfig.json', timeoutMs: 60_000 })
    const { before, after: seen } = ours.glance(at(candidate.base), at(candidate.head), 'base')
    const whole = openOurCompiler(await loadCompiler()).kinds(at(candidate.head))
    assert.deepEqual([...seen].sort(), [...whole].sort())
    if (expected) assert.deepEqual(newKinds(before, seen), expected)
  }
})
