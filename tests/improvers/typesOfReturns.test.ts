import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lacksTypes } from '../../src/improvers/types.ts'
import { typed } from './typedFiles.ts'

const becomes = (files: Record<string, string>, from: string, to: string) => {
  const [path, text] = Object.entries(files)[0]!
  assert.ok(text.includes(from))
  assert.equal(typed(files).texts[path], text.replace(from, to))
}
const isLeft = (text: string, more: Record<string, string> = {}) =>
  assert.deepEqual(typed({ 'a.ts': text, ...more }).findings, [])

describe('types of what functions return', () => {
  it('are what their bodies give', () => {
    becomes(
      { 'a.ts': 'export function name(of: string | null): any {\n  return of ?? null\n}\n' },
      '): any',
      '): string | null',
    )
    becomes({ 'a.ts': 'export const half = (of: number): any => of / 2\n' }, '): any', '): number')
    becomes(
      { 'a.ts': 'export class A {\n  one = new Date()\n  get(): any { return this.one }\n}\n' },
      'get(): any',
      'get(): Date',
    )
  })

  it('of one say what another gives', () => {
    const text =
      'export function outer(): any { return inner() }\nexport function inner(): any { return [1] }\n'
    const { texts } = typed({ 'a.ts': text })
    assert.equal(texts['a.ts'], text.replaceAll(': any', ': number[]'))
  })

  it('are left alone where the body gives anything, nothing, or what is too long to read', () => {
    isLeft("export function load(): any { return JSON.parse('1') }\n")
    isLeft("export function load(): any { return [JSON.parse('1')] }\n")
    isLeft('export function load(): any {}\n')
    isLeft('export function load(): any { throw new Error() }\n')
    isLeft('export function load(deep: number): any { return deep ? load(deep - 1) : null }\n')
    isLeft('export function load(deep: number): any { return deep ? { a: 1 } : { b: 2 } }\n')
    isLeft("export function load(): any { return { one: 1, two: '', three: true, four: [1], five: 2 } }\n")
  })

  it('are left alone where a caller reads more, be it far away', () => {
    const text = 'export function make(): any { return { a: 1 } }\n'
    becomes({ 'a.ts': text }, '): any', '): { a: number }')
    isLeft(text, { 'b.ts': "import { make } from './a'\nexport const b = make().b\n" })
    isLeft(text, {
      'b.ts': "import { make } from './a'\nexport const made = make()\n",
      'c.ts': "import { made } from './b'\nexport const { b } = made\n",
    })
    isLeft(text, { 'b.ts': "import { make as create } from './a'\nexport const b: string = create()\n" })
  })

  it('are left alone where a subclass returns something else', () => {
    isLeft(
      "export class A { get(): any { return 1 } }\nexport class B extends A { get(): string { return '' } }\n",
    )
  })

  it('are left alone for overloads, promises of anything, and functions that are handed to something', () => {
    isLeft(
      'export function a(b: string): string\nexport function a(b: number): number\nexport function a(b: string | number): any { return b }\n',
    )
    isLeft('export const all = [1, 2].map((one): any => one)\n')
    isLeft('export abstract class A { abstract get(): any }\nexport interface B { get(): any }\n')
    isLeft('declare function get(): any\nexport const one = get()\n')
  })

  it('are one finding a function, with a title that says so, and a fact with what is returned', () => {
    const text = 'export class A {\n  get(one: number): any { return one * 2 }\n}\n'
    const { findings } = typed({ 'a.ts': text })
    const [{ title, rewrite, reason, facts }] = findings as [(typeof findings)[0]]
    assert.equal(title, 'types(a): say what A.get returns')
    assert.equal(rewrite, 'returns')
    assert.equal(reason, 'A.get returns number.')
    assert.deepEqual(
      facts.map(({ kind, from }) => [kind, text.slice(from.start, from.end)]),
      [['type:body', 'one * 2']],
    )
  })

  it('open a program', () => {
    const file = (text: string) => lacksTypes({ path: 'a.ts', text })
    assert.ok(file('export function a(): any { return 1 }'))
    assert.ok(file('export const a = (): any => 1'))
    assert.ok(!file('export function a(): unknown { return 1 }'))
    assert.ok(!file('export interface A { b(): any }'))
  })
})

describe('types of variables', () => {
  it('go where what they begin with says them', () => {
    becomes(
      { 'a.ts': 'export function f(a: number[]) {\n  const b: any = a.slice()\n  return b\n}\n' },
      ': any',
      '',
    )
    becomes({ 'a.ts': 'const b: any = new Date()\nexport const c = b.getTime()\n' }, ': any', '')
  })

  it('are what is assigned to them', () => {
    becomes(
      {
        'a.ts':
          'export function f(a: string[]) {\n  let b: any = null\n  for (const one of a) b = one\n  return b\n}\n',
      },
      ': any',
      ': string | null',
    )
    becomes(
      { 'a.ts': 'export function f(a: string[]) {\n  let b: any\n  b = a\n  return b\n}\n' },
      ': any',
      ': string[]',
    )
  })

  it('are left alone where more is read, anything comes, or somebody wanted less', () => {
    isLeft('const b: any = new Date()\nexport const c = b.nowhere\n')
    isLeft("const b: any = JSON.parse('1')\nexport const c = b\n")
    isLeft('const b: any = []\nexport const c = b\n')
    isLeft('const b: any = {}\nb.c = 1\nexport const d = b\n')
    isLeft('export function f(a: any[]) { for (const b of a) { const c: any = b; c() } }\n')
    isLeft('declare const b: any\nexport const c = b\n')
    isLeft('const b: any = new Date()\nexport const c: string = b\n')
  })

  it('have a title that says which', () => {
    const { findings } = typed({ 'a.ts': 'const b: any = new Date()\nexport const c = b.getTime()\n' })
    assert.deepEqual(
      findings.map(({ title, reason, rewrite }) => [title, reason, rewrite]),
      [['types(a): say what b holds', 'b is Date.', 'variables']],
    )
  })
})
