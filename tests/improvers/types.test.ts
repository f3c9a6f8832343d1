import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { placeBefore, withPuts } from '../../src/improvers/types/place.ts'
import { lacksTypes } from '../../src/improvers/types.ts'
import { typed } from './typedFiles.ts'

/** The first line of a file, after all was done. */
const first = (files: Record<string, string>, path = Object.keys(files)[0]!) =>
  typed(files).texts[path]!.split('\n')[0]

describe('types of parameters', () => {
  it('come from what callers hand over', () => {
    assert.equal(
      first({
        'a.ts': 'export function area(width, height) {\n  return width * height\n}\n',
        'b.ts': "import { area } from './a'\nexport const all = [area(1, 2), area(3, 4), area(5, 6)]\n",
      }),
      'export function area(width: number, height: number) {',
    )
  })

  it('come from what they are given to, and name what the file can name', () => {
    const shape =
      'export interface Shape { sides: number }\nexport function draw(shape: Shape) { return shape.sides }\n'
    assert.equal(
      first({
        'a.ts': `export const twice = (shape) => draw(shape) + draw(shape)\nimport { draw, type Shape } from './shape'\nexport type { Shape }\n`,
        'shape.ts': shape,
      }),
      'export const twice = (shape: Shape) => draw(shape) + draw(shape)',
    )
  })

  it('come from others of the same name, the more of them the surer', () => {
    const others = ['one', 'two', 'three'].map(
      name => `export function ${name}(path: string) { return path }`,
    )
    const last = 'export function last(path) { return [path] }\n'
    assert.equal(
      first({ 'a.ts': last, 'b.ts': `${others.join('\n')}\n` }),
      'export function last(path: string) { return [path] }',
    )
    assert.deepEqual(typed({ 'a.ts': last, 'b.ts': `${others[0]}\n` }).findings, [])
  })

  it('come from the class or interface that promises them', () => {
    assert.equal(
      first({
        'a.ts':
          'export class File implements Named { rename(to) { return to } }\nimport type { Named } from "./named"\n',
        'named.ts': 'export interface Named { rename(to: string): string }\n',
      }),
      'export class File implements Named { rename(to: string) { return to } }',
    )
  })

  it('come from doc comments that say them', () => {
    const { texts } = typed({
      'a.ts':
        '/**\n * @param {readonly string[]} names of people\n */\nexport function join(names) {\n  return names\n}\n',
    })
    assert.match(texts['a.ts']!, /join\(names: readonly string\[\]\)/)
  })

  it('replace an `any` that can be something', () => {
    const { texts, findings } = typed({
      'a.ts': 'export function half(count: any) {\n  return count / 2\n}\n',
      'b.ts': "import { half } from './a'\nexport const all = [half(1), half(2), half(3)]\n",
    })
    assert.match(texts['a.ts']!, /^export function half\(count: number\) \{/)
    const [{ reason, title, symbol, facts }] = findings as [(typeof findings)[0]]
    assert.equal(reason, 'count is number.')
    assert.equal(title, 'types(a): say what half takes')
    assert.equal(symbol, 'half')
    assert.ok(facts.some(({ says }) => says === 'count is number: 3 of 3 calls hand that over'))
  })

  it('put brackets around the one parameter of an arrow function', () => {
    assert.equal(
      first({ 'a.ts': 'export const half = count => count / 2\nhalf(1)\nhalf(2)\n' }),
      'export const half = (count: number) => count / 2',
    )
  })

  it('say of a predicate that it can be asked about anything', () => {
    assert.equal(
      first({
        'a.ts': "export function isText(it): it is string { return typeof it === 'string' }\n",
      }),
      "export function isText(it: unknown): it is string { return typeof it === 'string' }",
    )
  })

  it('leave alone what is given to something that says what it takes, be it anything', () => {
    const { findings } = typed({
      'a.ts':
        'declare function later(what: (error: any) => void): void\nexport const go = () => later(error => { throw error as Error })\nexport const all = [1].map(one => one)\n',
    })
    assert.deepEqual(findings, [])
  })

  it('leave alone what is given to something that is not there to be asked', () => {
    const names = ['a', 'b', 'c']
      .map(name => `export function ${name}(event: Event) { return event }`)
      .join('\n')
    const { findings } = typed({
      'a.ts': `interface Event { at: number }\nimport { on } from 'nowhere'\non('x', event => event.at)\non({ async run(event) { return event.at } })\n${names}\n`,
    })
    assert.deepEqual(findings, [])
  })

  it('leave an `any` alone for which only names and uses speak', () => {
    const names = ['a', 'b', 'c']
      .map(name => `export function ${name}(path: string) { return path }`)
      .join('\n')
    const { findings } = typed({
      'a.ts': `export function open(path: any) { return [a(path), b(path)] }\n${names}\n`,
    })
    assert.deepEqual(findings, [])
  })

  it('never bring a diagnostic: what does gives way to the next that does not', () => {
    const names =
      'export function a(id: number) {}\nexport function b(id: number) {}\nexport function c(id: number) {}\n'
    const files = {
      'a.ts': `export function find(id) {\n  return id\n}\n${names}`,
      'b.ts':
        "import { find } from './a'\nexport const all = [find('x').length, find('y').length, find('z').length]\n",
    }
    assert.equal(first(files), 'export function find(id: string) {')
  })

  it('say nothing where nothing is known', () => {
    assert.deepEqual(typed({ 'a.ts': 'export function same(x) {\n  return x\n}\n' }).findings, [])
  })

  it('what one parameter gets says what another is', () => {
    const { texts } = typed({
      'a.ts':
        'export function outer(size) {\n  return inner(size)\n}\nexport function inner(length) {\n  return length * 2\n}\ninner(1)\ninner(2)\n',
    })
    assert.match(texts['a.ts']!, /inner\(length: number\)/)
    assert.match(texts['a.ts']!, /outer\(size: number\)/)
  })

  it('facts name places of the text as it was', () => {
    const files = {
      'a.ts':
        'export function outer(size) {\n  return inner(size)\n}\nexport function inner(length) {\n  return length * 2\n}\ninner(1)\ninner(2)\n',
    }
    const { findings } = typed(files)
    assert.equal(findings.length, 2)
    for (const { facts } of findings)
      for (const { from } of facts)
        assert.match(files['a.ts'].slice(from.start, from.end), /^(size|1|2|length \* 2)$/)
  })

  it('name a function that has no name by the one around it', () => {
    const { findings } = typed({
      'a.ts':
        'export function make() {\n  return (count) => { half(count); half(count) }\n}\nfunction half(n: number) { return n / 2 }\n',
    })
    assert.deepEqual(
      findings.map(({ title }) => title),
      ['types(a): say what a function in make takes'],
    )
  })

  it('are found beside code that is nested too deep to be walked, and beside words of Object', () => {
    assert.equal(
      first({
        'a.ts':
          "export function half(count) { return typeof count === 'toString' ? 0 : count / 2 }\nhalf(1)\nhalf(2)\n",
        'deep.ts': `export const deep = ${"'x' + ".repeat(8000)}'x'\n`,
      }),
      "export function half(count: number) { return typeof count === 'toString' ? 0 : count / 2 }",
    )
  })

  it('are found in files with a mark of their order and other line ends', () => {
    assert.equal(
      first({ 'a.ts': '\ufeffexport function half(count) { return count / 2 }\r\nhalf(1)\r\nhalf(2)\r\n' }),
      '\ufeffexport function half(count: number) { return count / 2 }\r',
    )
  })

  it('tell methods of the same name apart', () => {
    const method = '{ set(count) { return count / 2 } }'
    const { findings } = typed({
      'a.ts': `export class A ${method}\nexport class B ${method}\nnew A().set(1)\nnew B().set(1)\n`,
    })
    assert.deepEqual(
      findings.map(({ symbol }) => symbol),
      ['A.set', 'B.set'],
    )
    assert.notEqual(findings[0]!.fingerprint, findings[1]!.fingerprint)
  })

  it('files of which nothing is missing need no program', () => {
    const file = (text: string, path = 'a.ts') => lacksTypes({ path, text })
    assert.ok(file('export function f(a) {}'))
    assert.ok(file('export const f = a => a'))
    assert.ok(file('export const f = (a: any) => a'))
    assert.ok(file('class A { b(c) {} }'))
    assert.ok(!file('export function f(a: string, b = 1) {}'))
    assert.ok(file('export const f = () => a => a'))
    assert.ok(file('export function f() { return a => a }'))
    assert.ok(!file('export const f = (): (a: string) => string => a => a'))
    assert.ok(!file('[1].map(() => a => a)'))
    assert.ok(!file('[1].map(a => a)'))
    assert.ok(!file('export const f: (a: string) => void = a => {}'))
    assert.ok(file('export function f(a) {}', 'a.js'))
    assert.ok(!file('export function f(a {}'))
  })
})

describe('places', () => {
  it('are found again after something was put before them', () => {
    const puts = fc
      .uniqueArray(fc.nat(20), { minLength: 0, maxLength: 6 })
      .chain(places =>
        fc.tuple(
          ...places
            .sort((a, b) => a - b)
            .map(start => fc.record({ start: fc.constant(start), text: fc.string({ maxLength: 5 }) })),
        ),
      )
    fc.assert(
      fc.property(puts, fc.nat(20), (all, place) => {
        const text = 'abcdefghijklmnopqrstu'
        const inserted = all.map(({ start, text: is }) => ({
          start,
          end: start,
          text: is.replace(/[a-u]/g, '_'),
        }))
        const now = withPuts(text, inserted)
        const at = now.indexOf(text[place]!)
        assert.equal(placeBefore(at, inserted), place)
      }),
    )
  })
})
