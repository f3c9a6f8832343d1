import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { editText } from '../../src/checks/differ/editText.ts'
import { parseModule } from '../../src/checks/differ/parseModule.ts'
import { harmlessOf } from './behaviour/harmless.ts'

const compiler = await loadCompiler()

/** Every text that a refactoring of some kind makes of another. */
function made(text: string, kind: string): string[] {
  return all(text)
    .filter(one => one.kind === kind)
    .map(one => one.after)
}

function all(text: string): { kind: string; after: string }[] {
  const seeds = harmlessOf(compiler, parseModule(compiler, 'src/a.ts', text))
  return seeds.map(seed => ({ kind: seed.kind, after: editText(text, [seed, ...(seed.also ?? [])]) }))
}

const inside = (body: string) => `export function f(a: number, list: number[]) {\n${body}\n}\n`

describe('harmlessOf', () => {
  it('renames a parameter where it stands, and writes a shorthand out', () => {
    assert.deepEqual(made('export const f = (a: number) => ({ a, b: x.a + a })\n', 'rename'), [
      'export const f = (aRenamed: number) => ({ a: aRenamed, b: x.a + aRenamed })\n',
    ])
  })

  it('leaves a name alone that another declaration shares', () => {
    assert.deepEqual(made('export function f() { var a = 1; var a = 2; return a }\n', 'rename'), [])
  })

  it('does not swap operands that do something', () => {
    assert.deepEqual(made(inside('return a === next()'), 'swap operands'), [])
    assert.equal(made(inside("return a === 'x'"), 'swap operands').length, 1)
  })

  it('does not turn a comparison of what may be objects', () => {
    assert.deepEqual(made('export const f = (a: object, b: object) => a < b\n', 'turn a comparison'), [])
  })

  it('makes a text of parts only where each is plain', () => {
    const kind = 'template to concatenation'
    const text = (type: string) => `export const f = (a: ${type}) => \`\${a}!\`\n`
    assert.equal(made(text('string'), kind).length, 1)
    for (const type of ['object', 'any', 'symbol', 'string | Date'])
      assert.deepEqual(made(text(type), kind), [])
  })

  it('makes no arrow of a function that has something of its own', () => {
    for (const body of ['this.a', 'arguments[0]', 'new.target'])
      assert.deepEqual(
        made(`export const f = l.map(function () { return ${body} })\n`, 'function to arrow'),
        [],
      )
    assert.equal(made('export const f = l.map(function (a) { return a })\n', 'function to arrow').length, 1)
  })

  it('hands nothing over to a new function that may yet change', () => {
    const kind = 'extract a function'
    assert.deepEqual(made(inside('a += 1\nreturn a * 2'), kind), [])
    assert.equal(made(inside('return a * 2'), kind).length, 1)
  })

  it('keeps the object of a call when it takes a constant away', () => {
    assert.deepEqual(made(inside('const g = list.at\nreturn g(1)'), 'inline a constant'), [])
    assert.equal(made(inside('const g = list.slice()\nreturn g.at(1)'), 'inline a constant').length, 1)
  })

  it('makes for-of only of what is an array, and where the index is used for nothing else', () => {
    const kind = 'index loop to for-of'
    const loop = (body: string) =>
      inside(`for (let i = 0; i < list.length; i++) { const one = list[i]; ${body} }`)
    assert.equal(made(loop('a = one'), kind).length, 1)
    assert.deepEqual(made(loop('a = i'), kind), [])
    assert.deepEqual(made(loop('a = one').replace('number[]', 'string'), kind), [])
    assert.deepEqual(made(loop('a = one; list = []'), kind), [])
  })

  it('makes ifs of a switch only where no case runs into the next', () => {
    const cases = (end: string) =>
      inside(`switch (a) { case 1: list = []; ${end} case 2: return 2; default: return 3 }`)
    assert.equal(made(cases('break;'), 'switch to ifs').length, 1)
    assert.deepEqual(made(cases(''), 'switch to ifs'), [])
  })

  it('keeps what a module does, whatever of it is refactored', async () => {
    const before = all(MODULE)
    const kinds = new Set(before.map(one => one.kind))
    assert.ok(kinds.size >= 24, [...kinds].join())
    const wanted = await outcome(MODULE)
    for (const { kind, after } of before) assert.deepEqual(await outcome(after), wanted, `${kind}\n${after}`)
  })
})

const MODULE = `
export function run(a, b = 'x', ...rest) {
  const one = 1
  const two = 2
  let sum = 0, text = ''
  for (let i = 0; i < rest.length; i++) {
    const item = rest[i]
    if (item === 'skip') continue
    sum = sum + item
  }
  for (const item of rest) { if (item && b) text += item }
  const list = rest.map(item => item * two).filter(function (item) { return item > one })
  const sign = a < 0 ? 'minus' : 'plus'
  if (!(a && b) || a == null) { text += '-' } else { text += '+' }
  let count = 3
  while (count > 0) count -= 1
  for (;;) { break }
  switch (typeof a) {
    case 'string': case 'number': text += 'p'; break
    case 'object': { text += 'o'; break }
    default: text += 'd'
  }
  if (a) { if (sum > 2) text = 'both' + one }
  if (Boolean(a) && text !== 'z') text += \`<\${sum > 1}>\`
  const whole = { sum, text, sign, list, count }
  if (a === 7) return whole.text
  if (a === 8) { return 'eight' } else { text = 'after' }
  return a === 9 ? whole.list : JSON.stringify([whole, text])
}
`

async function outcome(text: string): Promise<unknown[]> {
  const plain = compiler.ts.transpile(text, { target: compiler.ts.ScriptTarget.ES2022, module: 99 })
  const { run } = (await import(`data:text/javascript,${encodeURIComponent(plain)}`)) as {
    run(...args: unknown[]): unknown
  }
  const inputs = [
    [],
    [7],
    [8, 'y', 1],
    [9, 'y', 1, 2, 3],
    ['s', '', 'skip', 4],
    [null, 'q', 0, 5],
    [-2, 'x', 3, 3],
  ]
  return inputs.map(args => run(...args))
}
