import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ts } from 'ts-morph'
import { describeSurface } from '../../../src/checks/inputs/describeSurface.ts'
import { NO_WORDS } from '../../../src/checks/inputs/harvest.ts'
import { makeScripts } from '../../../src/checks/inputs/makeScripts.ts'
import type { Surface } from '../../../src/checks/inputs/valueShape.ts'

/** As much of the language as the compiler asks for. */
const LIB = [
  ...[
    'Boolean',
    'CallableFunction',
    'Function',
    'IArguments',
    'NewableFunction',
    'Number',
    'Object',
    'RegExp',
  ],
  ...['String', 'Array<T>', 'Map<K, V>'],
]
  .map(name => `interface ${name} {}`)
  .join('\n')

/** What can be called of a module of one file. */
function surfacesOf(text: string): Surface[] {
  const texts = new Map([
    ['/a.ts', text],
    ['/typescript/lib/lib.d.ts', LIB],
  ])
  const files = new Map(
    [...texts].map(([name, one]) => [name, ts.createSourceFile(name, one, ts.ScriptTarget.ESNext, true)]),
  )
  const host = { ...ts.createCompilerHost({}), getSourceFile: (name: string) => files.get(name) }
  const program = ts.createProgram([...files.keys()], { noLib: true, strict: true }, host)
  return describeSurface({ ts, checker: program.getTypeChecker() } as never, files.get('/a.ts')!)
}

const NAMES = Array.from({ length: 30 }, (_, at) => `m${at}`)
/** As the context of a server is: dozens of members, most of which give something that is as wide. */
const WIDE = `interface Deep { ${NAMES.map(name => `${name}(): { ${name}: unknown; list: Deep[] }`).join('; ')} }
interface Answer { ${NAMES.map(name => `${name}: { deep: Deep; any: unknown }`).join('; ')} }
export interface Context { ${NAMES.map(name => `${name}(key: string): Answer`).join('; ')} }
`

test('what is handed over for a wide type is no larger than a caller would take care to make', () => {
  const scripts = makeScripts(surfacesOf(`${WIDE}export function f(c: Context) {}`)[0]!, NO_WORDS, 100, 1)
  const sizes = scripts.flatMap(({ steps }) => steps.map(({ args }) => JSON.stringify(args).length))
  assert.ok(Math.max(...sizes) < 40_000, `${Math.max(...sizes)} characters`)
  // And still what the type says: an object whose first member can be called.
  const [first] = scripts[0]!.steps[0]!.args
  assert.match(JSON.stringify(first), /^\{"\$":"object","of":\[\["m0",\{"\$":"function"/)
})

test('names that only their own class can give are not made up', () => {
  const text = 'declare class A<T> { #own: T; open: number }\nexport function f(a: A<string>) {}'
  const scripts = makeScripts(surfacesOf(text)[0]!, NO_WORDS, 20, 1)
  assert.ok(scripts.every(script => !JSON.stringify(script).includes('#own')))
  assert.ok(scripts.some(script => JSON.stringify(script).includes('open')))
})

test('types that give lists of others that do the same come to an end', () => {
  const levels = [0, 1, 2, 3, 4].map(
    level => `interface L${level} { ${NAMES.map(name => `${name}(): L${level + 1}[]`).join('; ')} }`,
  )
  const text = `${levels.join('\n')}\ninterface L5 { end: Map<string, unknown[]> }\nexport function f(a: L0[]) {}`
  const scripts = makeScripts(surfacesOf(text)[0]!, { ...NO_WORDS, numbers: [100, 64] }, 20, 1)
  const longest = Math.max(...scripts.map(script => JSON.stringify(script).length))
  assert.ok(longest < 60_000, `${longest} characters`)
})

test('a pattern that nothing short matches, or that repeats without end, keeps nothing waiting', () => {
  const patterns = [
    '^application/json;charset=utf-8$',
    '^text/(?:javascript|x-javascript)',
    '(?:a{99}){99}',
    '[^ -~]',
    '(?:x|[^\\0-\\x7F])+',
  ]
  const text = 'export function f(a: string) {}'
  const scripts = makeScripts(surfacesOf(text)[0]!, { ...NO_WORDS, patterns }, 200, 1)
  const texts = scripts.flatMap(({ steps }) => steps.flatMap(({ args }) => args as string[]))
  assert.ok(texts.some(one => one.includes('application/json;charset=utf-8')))
  assert.ok(texts.every(one => one.length <= 2_000))
})

test('functions of an object whose type says no names are called by those it is written down with', () => {
  const text = `type Make = (text: string, length: number) => string
export const makers: { [name: string]: Make } = {
  long: (text, length) => text + length,
  'of two': function (text) { return text },
  short(text) { return text },
}
export const nested: Record<string, Make> = { one: text => text } satisfies Record<string, Make>
export const values: { [name: string]: number } = { one: 1 }
export const open: { [name: string]: Make; known: Make } = { known: text => text, other: text => text }
type Record<K extends string, T> = { [P in K]: T }`
  const told = surfacesOf(text).map(({ path, members }) => [path[0], members.map(one => one.path.join('.'))])
  assert.deepEqual(told, [
    ['makers', ['makers.long', 'makers.of two', 'makers.short']],
    ['nested', ['nested.one']],
    ['values', []],
    ['open', ['open.known', 'open.other']],
  ])
  const [first] = surfacesOf(text)[0]!.members
  assert.deepEqual(
    first?.calls[0]?.parameters.map(({ name, shape }) => [name, shape.is]),
    [
      ['text', 'string'],
      ['length', 'number'],
    ],
  )
})
