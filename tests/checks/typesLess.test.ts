import assert from 'node:assert/strict'
import { test } from 'node:test'
import { types } from '../../src/checks/types.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

const config = (options: object = {}, include = ['src']) =>
  JSON.stringify({ compilerOptions: { strict: true, types: [], noEmit: true, ...options }, include })
const GOOD = "export function f(a: string): number { return a.length }\nexport const n = f('x')\n"
const BAD = GOOD.replace("f('x')", 'f(1)')
const BASE: Files = {
  'package.json': '{}',
  'tsconfig.json': config(),
  'src/a.ts': GOOD,
  'lib/b.ts': 'export {}\n',
}

async function judge(head: Files) {
  return types.run(makeCandidate({}, BASE, { ...BASE, ...head }), await makeContext())
}

const LESS: [string, Files, RegExp][] = [
  [
    'a line is left out',
    { 'src/a.ts': `${GOOD}// @ts-ignore\nexport const m = f(1)\n` },
    /silences.*src\/a\.ts/,
  ],
  ['an error is expected', { 'src/a.ts': `${GOOD}// @ts-expect-error\nf(1)\n` }, /silences/],
  ['a file is left out', { 'src/a.ts': `// @ts-nocheck\n${BAD}` }, /silences/],
  [
    'a file is covered no more',
    { 'src/a.ts': BAD, 'tsconfig.json': config({}, ['lib']) },
    /no longer covers src\/a\.ts/,
  ],
  ['nothing is strict', { 'tsconfig.json': config({ strict: false }) }, /no longer asks for strict/],
  ['one thing is not strict', { 'tsconfig.json': config({ strictNullChecks: false }) }, /strictNullChecks/],
  ['nothing is checked', { 'src/a.ts': BAD, 'tsconfig.json': config({ noCheck: true }) }, /any check/],
]
for (const [what, head, why] of LESS)
  test(`not passed: ${what}`, async () => {
    const result = await judge(head)
    assert.equal(result.status, 'inconclusive', result.why)
    assert.match(result.why, why)
  })

const AS_MUCH: [string, Files][] = [
  ['more is asked for', { 'tsconfig.json': config({ noUncheckedIndexedAccess: true }) }],
  ['more is covered', { 'tsconfig.json': config({}, ['src', 'lib']) }],
  [
    'a test says what must not compile',
    { 'src/a.test.ts': '// @ts-expect-error\nexport const x: string = 1\n' },
  ],
  ['it is spoken of', { 'src/a.ts': `${GOOD}export const word = '@ts-ignore'\n` }],
]
for (const [what, head] of AS_MUCH)
  test(`passed: ${what}`, async () => {
    const result = await judge(head)
    assert.equal(result.status, 'passed', result.why)
  })
