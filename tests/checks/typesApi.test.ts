import assert from 'node:assert/strict'
import { test } from 'node:test'
import { types } from '../../src/checks/types.ts'
import { type ApiChanges, compareApi } from '../../src/checks/typing/apiChanges.ts'
import { entryPoints } from '../../src/checks/typing/entryPoints.ts'
import { type Files, makeCandidate, makeContext } from './candidate.ts'

const config = (more: object = {}) =>
  JSON.stringify({ compilerOptions: { strict: true, types: [], outDir: 'dist', ...more }, include: ['src'] })
const SAME: Files = {
  'tsconfig.json': config(),
  'package.json': JSON.stringify({
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  }),
  'src/index.ts': "export { add, Box, type Mode, type Shape } from './inner'\n",
  'src/apart.ts': 'export const apart = 1\n',
}
const INNER = `export function add(a: number, b: number): number { return a + b }
export type Mode = 'on' | 'off'
export interface Shape { width: number; height?: number }
export class Box { private hidden = 1; size = 2; grow(by: number): number { return this.size + this.hidden + by } }
export const kept = 1
`
async function judge(edit: (text: string) => string, same: Files = SAME) {
  const candidate = makeCandidate(same, { 'src/inner.ts': INNER }, { 'src/inner.ts': edit(INNER) })
  const { status, why, evidence } = await types.run(candidate, await makeContext())
  assert.equal(status, 'passed', why)
  return { why, api: (evidence.api ?? null) as ApiChanges | null }
}

test('a changed type is named with both texts, and is no failure', async () => {
  const { why, api } = await judge(text => text.replace('b: number)', 'b: number, c?: number)'))
  assert.match(why, /; 1 export changed type: add$/)
  assert.deepEqual(api, {
    of: 'package',
    added: [],
    removed: [],
    changed: [
      {
        name: 'src/index.ts: add',
        before: '(a: number, b: number) => number',
        after: '(a: number, b: number, c?: number) => number',
      },
    ],
  })
})

for (const [what, from, to, name] of [
  ['a member of a union', "| 'off'", "| 'off' | 'auto'", 'Mode'],
  ['an optional property that is no longer', 'height?', 'height', 'Shape'],
  ['a method of a class', 'grow(by: number)', 'grow(by?: string)', 'Box'],
  ['a new property of a class', 'size = 2;', 'size = 2; depth = 3;', 'Box'],
] as const)
  test(`${what} is a change`, async () => {
    const { api } = await judge(text => text.replace(from, to).replace('+ by', ''))
    assert.deepEqual(
      api?.changed.map(one => one.name),
      [`src/index.ts: ${name}`],
    )
  })

for (const [what, edit] of [
  ['a body', (text: string) => text.replace('a + b', 'b + a')],
  ['what is private', (text: string) => text.replace('hidden = 1', 'hidden = 2.5')],
  ['the type of what is not given away', (text: string) => text.replace('kept = 1', "kept = 'a'")],
] as const)
  test(`${what} is no change of the public types`, async () => {
    const { why, api } = await judge(edit)
    assert.equal(api, null)
    assert.doesNotMatch(why, /export/)
  })

test('what is removed is told, what is added is evidence alone', async () => {
  const index = (text: string) => ({ 'src/index.ts': text })
  const check = async (before: string, after: string) => {
    const candidate = makeCandidate({ ...SAME, 'src/inner.ts': INNER }, index(before), index(after))
    return types.run(candidate, await makeContext())
  }
  const [less, more] = ["export { add } from './inner'\n", "export { add, kept } from './inner'\n"]
  const removed = await check(more, less)
  assert.match(removed.why, /; 1 export removed: kept$/)
  const added = await check(less, more)
  assert.doesNotMatch(added.why, /export/)
  assert.deepEqual((added.evidence.api as ApiChanges).added, [{ name: 'src/index.ts: kept', after: '1' }])
})

test('without a package that names its files, those that were changed count', async () => {
  const { api } = await judge(text => text.replace('kept = 1', "kept = 'a'"), {
    'tsconfig.json': config(),
    'src/index.ts': '',
  })
  assert.equal(api?.of, 'changed files')
  assert.deepEqual(
    api?.changed.map(one => one.name),
    ['src/inner.ts: kept'],
  )
})

test('built files stand for their sources', () => {
  const { head } = makeCandidate(
    {
      'package.json':
        '{"main":"./dist/a.js","types":"types/b.d.ts","exports":{"./c":"./out/src/c.mjs","./d/*":"./dist/d/*.js"}}',
    },
    {},
    {},
  )
  const files = new Set(['src/a.ts', 'src/b.ts', 'src/c.mts', 'src/c.ts', 'dist.ts'])
  assert.deepEqual(entryPoints(head, '.', files, 'dist'), ['src/a.ts', 'src/b.ts', 'src/c.ts'])
})

test('of long texts the part is shown in which they differ', () => {
  const long = (middle: string) => `${'a'.repeat(1000)}${middle}${'z'.repeat(1000)}`
  const [one] = compareApi(new Map([['x', long('was')]]), new Map([['x', long('will')]])).changed
  assert.match(one!.before, /^\.\.\.a+wasz+\.\.\.$/)
  assert.match(one!.after, /^\.\.\.a+willz+\.\.\.$/)
  assert.equal(one!.after.length, 306)
})

test('an alias is what it says, however it is laid out and quoted', async () => {
  const alias = "export type Mode = 'on' | 'off'"
  for (const same of ['export type Mode =\n  | "on" // one\n  | "off"', 'export type   Mode = "on"|"off"'])
    assert.equal(
      (await judge(text => text.replace(alias, same).replace('kept = 1', 'kept = 1 as 1'))).api,
      null,
    )
  const generic = await judge(text => text.replace(alias, 'export type Mode<T = 1> = T extends 1 ? 2 : 3'))
  assert.deepEqual(generic.api?.changed, [
    { name: 'src/index.ts: Mode', before: '"on" | "off"', after: '<T = 1>T extends 1 ? 2 : 3' },
  ])
})

test('an alias that is taken from a value changes with it, and so does one of a comment in JavaScript', async () => {
  const judgePair = async (name: string, before: string, after: string) => {
    const same = {
      'tsconfig.json': config({ allowJs: true, checkJs: true }),
      'package.json': JSON.stringify({ main: `src/${name}` }),
    }
    const candidate = makeCandidate(same, { [`src/${name}`]: before }, { [`src/${name}`]: after })
    const { evidence, why } = await types.run(candidate, await makeContext())
    return ((evidence.api ?? null) as ApiChanges | null)?.changed.map(one => one.name) ?? why
  }
  const taken = (value: string) =>
    `const schema = { size: ${value} }\nexport type Schema = typeof schema\nexport const kept = 1\n`
  assert.deepEqual(await judgePair('a.ts', taken('1'), taken("'one'")), ['src/a.ts: Schema'])
  const noted = (type: string) => `/** @typedef {{ size: ${type} }} Shape */\nexport const kept = 1\n`
  assert.deepEqual(await judgePair('b.js', noted('number'), noted('string')), ['src/b.js: Shape'])
})
