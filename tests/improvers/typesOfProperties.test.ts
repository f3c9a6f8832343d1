import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lacksTypes } from '../../src/improvers/types.ts'
import { typed } from './typedFiles.ts'

/** What the first file becomes where the one is put in the place of the other, or the file as it is where nothing is found. */
const becomes = (files: Record<string, string>, from: string, to: string) => {
  const [path, text] = Object.entries(files)[0]!
  assert.ok(text.includes(from))
  assert.equal(typed(files).texts[path], text.replace(from, to))
}
const isLeft = (text: string, more: Record<string, string> = {}) =>
  assert.deepEqual(typed({ 'a.ts': text, ...more }).findings, [])

const counter = (type: string, body: string) => `export class Counter {\n  private count${type}\n${body}\n}\n`

describe('types of properties', () => {
  it('come from what the class gives them', () => {
    becomes(
      {
        'a.ts': counter(
          ': any',
          '  constructor(start: number) { this.count = start }\n  get() { return this.count }',
        ),
      },
      'count: any',
      'count: number',
    )
  })

  it('say that nothing may be there, be it said or only from the start', () => {
    becomes(
      {
        'a.ts': counter(
          ': any = null',
          '  set(to: string) { this.count = to }\n  clear() { this.count = null }\n  get() { return this.count }',
        ),
      },
      'count: any',
      'count: string | null',
    )
    becomes(
      { 'a.ts': counter(': any', '  set(to: string) { this.count = to }\n  get() { return this.count }') },
      'count: any',
      'count: string | undefined',
    )
  })

  it('say what may be one of a few', () => {
    becomes(
      {
        'a.ts': counter(
          ': any',
          '  constructor(to: string) { this.count = to }\n  set(to: Date) { this.count = to }\n  get() { return this.count }',
        ),
      },
      'count: any',
      'count: string | Date',
    )
  })

  it('are written where nothing is said', () => {
    becomes(
      { 'a.ts': counter('', '  set(to: Date) { this.count = to }\n  get() { return this.count }') },
      'private count',
      'private count: Date | undefined',
    )
    becomes(
      {
        'a.ts':
          'export class A { static #one?: any\n  set(to: Date) { A.#one = to }\n  get() { return A.#one } }\n',
      },
      '#one?: any',
      '#one?: Date',
    )
  })

  it('come from what is promised elsewhere', () => {
    becomes(
      {
        'a.ts':
          "import { Base, type Named } from './b'\nexport class A extends Base implements Named {\n  name: any\n  constructor() { super(); this.name = JSON.parse('1') }\n}\n",
        'b.ts': 'export interface Named { name: string | null }\nexport class Base { on = true }\n',
      },
      'name: any',
      'name: string | null',
    )
  })

  it('of interfaces come from the objects that are made of them, where what reads them says the same', () => {
    const shape = 'export interface Point { x: any }\n'
    const makes =
      "import type { Point } from './a'\nexport const one: Point = { x: 1 }\nexport const two = (x: number): Point => ({ x })\n"
    becomes(
      { 'a.ts': shape, 'b.ts': `${makes}export const twice = (of: Point) => of.x * 2\n` },
      'x: any',
      'x: number',
    )
    becomes(
      {
        'a.ts': `type Inner = { at: { x: any }; x: string }\nexport const one: Inner = { at: { x: 1 }, x: '' }\nexport function move(to: Inner) { to.at.x = 2; return to.at.x * 2 }\n`,
      },
      'x: any',
      'x: number',
    )
  })

  it('of interfaces are left alone where one object alone speaks for them, or nothing reads of them', () => {
    isLeft(
      'export interface Point { x: any }\nexport const one: Point = { x: 1 }\nexport const y = one.x * 2\n',
    )
    isLeft('export interface Point { x: any }\nexport const all: Point[] = [{ x: 1 }, { x: 2 }]\n')
    isLeft('export interface Point { x: any }\nexport const y = (one: Point) => one.x * 2\n')
  })

  it('are left alone where anything is given, nothing is, or too many kinds of things are', () => {
    isLeft(counter(': any', '  set(to: string, or: string) { this.count = to; this.count = JSON.parse(or) }'))
    isLeft(counter(': any', '  get() { return this.count }'))
    isLeft(counter(': any = null', '  get() { return this.count }'))
    isLeft(counter(': any', '  set() { this.count = {} }'))
    isLeft(counter(': any', '  set() { this.count = new Map() }'))
    isLeft(
      counter(
        ': any',
        '  set(a: string, b: Date, c: RegExp, d: boolean) { this.count = a; this.count = b; this.count = c; this.count = d }',
      ),
    )
  })

  it('are left alone where something would be wrong with them, there or where they come to', () => {
    isLeft(
      counter(
        ': any',
        '  constructor(to: string) { this.count = to }\n  get() { return this.count.nowhere }',
      ),
    )
    const open = (more: string) =>
      `export class A {\n  one: any\n  constructor(to: string) { this.one = to }\n  set(to: string) { this.one = to }\n  get() { return ${more} }\n}\n`
    becomes({ 'a.ts': open('this.one.length') }, 'one: any', 'one: string')
    isLeft(open('this.one.length'), {
      'b.ts': "import { A } from './a'\nexport const { one } = new A('')\nexport const it = one.nowhere\n",
    })
    isLeft(open('this.one.length'), {
      'b.ts': "import { A } from './a'\nexport class B extends A { one: number = 1 }\n",
    })
    isLeft(open('this.one.length'), {
      'b.ts': "import { A } from './a'\nexport const make = () => new A('')\n",
      'c.ts': "import { make } from './b'\nexport const it = make().one.nowhere\n",
    })
  })

  it('are left alone where something is said, in what is declared elsewhere, and in tables', () => {
    isLeft(counter(': unknown', '  set(to: string) { this.count = to }'))
    isLeft(counter(' = 1', '  set(to: number) { this.count = to }'))
    isLeft('declare class A { private one: any; set(to: string): void }\nexport type { A }\n')
    isLeft('export interface A { [name: string]: any }\nexport const a: A = { b: 1, c: 2 }\n')
  })

  it('that would be too long to read are left alone', () => {
    isLeft(
      counter(
        ': any',
        "  constructor() { this.count = { one: 1, two: '', three: true, four: [1], five: 2, six: 3 } }",
      ),
    )
  })

  it('of one class are one finding, with the places that they were read from', () => {
    const text = `export class A {\n  private one: any\n  private two\n  constructor(one: string, two: number) { this.one = one; this.two = two }\n  get() { return [this.one, this.two] }\n}\n`
    const { findings } = typed({ 'a.ts': text })
    const [{ title, rewrite, reason, facts }] = findings as [(typeof findings)[0]]
    assert.equal(findings.length, 1)
    assert.equal(title, 'types(a): say what A holds')
    assert.equal(rewrite, 'properties')
    assert.equal(reason, 'one is string, two is number.')
    assert.deepEqual(
      facts
        .filter(({ kind }) => kind === 'type:assigned')
        .map(({ says, from }) => [says, text.slice(from.start, from.end)]),
      [
        ['one is string: one place gives it that', 'one'],
        ['two is number: one place gives it that', 'two'],
      ],
    )
  })

  it('open a program', () => {
    const file = (text: string) => lacksTypes({ path: 'a.ts', text })
    assert.ok(file('class A { b }'))
    assert.ok(file('class A { b: any = 1 }'))
    assert.ok(file('interface A { b: any }'))
    assert.ok(file('type A = { b: { c: any } }'))
    assert.ok(!file('class A { b = 1; c: string }'))
    assert.ok(!file('interface A { b: string; c }'))
  })
})
