import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { interfaceDiffers } from '../../src/source/sameInterface.ts'

const file = (path: string, before: string | null, after: string | null, mode = '100644') => ({
  path,
  old: before === null ? null : { mode: '100644', bytes: Buffer.from(before) },
  new: after === null ? null : { mode, bytes: Buffer.from(after) },
})

const differs = (before: string, after: string, path = 'src/a.ts') =>
  interfaceDiffers([file(path, before, after)])

describe('the exports of a change of code are the same', () => {
  const same: [string, string, string, string?][] = [
    ['another body', 'export function a(x: number) { return x + x }', 'export function a(x: number) { return 2 * x }'],
    ['a body of an arrow', 'export const a = (x: number) => x + x', 'export const a = (x: number) => 2 * x'],
    ['a value that is computed otherwise', 'export const a = f(1)', 'export const a = g(1)'],
    ['what is private', 'export class A { private a() { return 1 }; #b = 1; c() { return 1 } }', 'export class A { private a2() { return 1 }; #b2 = 2; c() { return 2 } }'],
    ['members in another order', 'export class A { a() {} b() {} }', 'export class A { b() { } a() { return } }'],
    ['what is not exported', 'function a() { return 1 }\nexport const b = () => a()', 'function c() { return 1 }\nexport const b = () => c()'],
    ['comments', 'export /* a */ function a(/* b */ x: number) { return x }', 'export function a(x: number) { return +x }'],
    ['a default', 'export default function a(x) { return x }', 'export default function a(x) { return +x }', 'src/a.js'],
    ['CommonJS', 'exports.a = function (x) { return x }', 'exports.a = function (x) { return +x }', 'src/a.cjs'],
    ['CommonJS as a whole', 'module.exports = function a(x) { return x }', 'module.exports = function a(x) { return +x }', 'src/a.js'],
  ] // biome-ignore format: a table
  for (const [name, before, after, path] of same)
    it(name, () => assert.equal(differs(before, after, path), null))

  const other: [string, string, string, RegExp, string?][] = [
    ['a parameter more', 'export function a(x: number) { return x }', 'export function a(x: number, y: number) { return x + y }', /a is declared otherwise/],
    ['another return type', 'export function a(): number { return 1 }', 'export function a(): number | null { return 1 }', /a is declared otherwise/],
    ['async', 'export function a() { return 1 }', 'export async function a() { return 1 }', /a is declared otherwise/],
    ['an export more', 'export const a = () => 1', 'export const a = () => b()\nexport const b = () => 1', /b is declared otherwise/],
    ['an export less', 'export const a = () => 1\nexport const b = () => 2', 'export const a = () => 2', /b is exported no longer/],
    ['another name', 'const a = () => 1\nexport { a as b }', 'const a = () => 2\nexport { a as c }', /c is declared otherwise/],
    ['a method more', 'export class A { a() { return 1 } }', 'export class A { a() { return 2 } b() {} }', /A is declared otherwise/],
    ['a method that becomes a field', 'export class A { a() { return 1 } }', 'export class A { a = () => 1 }', /A is declared otherwise/],
    ['another base', 'export class A extends B { a() { return 1 } }', 'export class A extends C { a() { return 2 } }', /A is declared otherwise/],
    ['a type', 'export type A = string\nexport const a = () => 1', 'export type A = number\nexport const a = () => 2', /A is declared otherwise/],
    ['a list for a declaration', 'function a(x: string) { return x }\nexport { a }', 'const c = 1\nexport function a(x: string) { return x + c }', /a is declared otherwise/],
    ['let for const', 'export const a = f()', 'export let a = f()', /a is declared otherwise/],
    ['what is passed on', "export * from './b'\nexport const a = () => 1", "export * from './c'\nexport const a = () => 2", /declared otherwise/],
    ['the type of a default value', 'export function a(x = 1) { return x }', 'export function a(x = 2) { return x }', /a is declared otherwise/],
    ['a list, its inner function', 'function a(x: string) { return x }\nexport { a }', 'function a(x: number) { return x }\nexport { a }', /a is declared otherwise/],
    ['CommonJS', 'exports.a = function (x) { return x }', 'exports.b = function (x) { return +x }', /exports . b is declared otherwise/, 'src/a.cjs'],
    ['a script', 'function a(x) { return x }', 'function a(x, y) { return x }', /a is declared otherwise/, 'src/a.js'],
    ['a module that becomes none', 'export function a() { return 1 }', 'function a() { return 2 }', /a is declared otherwise/],
  ] // biome-ignore format: a table
  for (const [name, before, after, why, path] of other)
    it(`not with ${name}`, () => assert.match(String(differs(before, after, path)), why))

  it('not where a file came, went, got another mode, or is no code', () => {
    const code = 'export const a = () => 1\n'
    assert.match(String(interfaceDiffers([file('src/a.ts', null, code)])), /src\/a\.ts: a new file/)
    assert.match(String(interfaceDiffers([file('src/a.ts', code, null)])), /a deleted file/)
    assert.match(String(interfaceDiffers([file('src/a.ts', code, code, '100755')])), /its mode went from/)
    assert.match(String(interfaceDiffers([file('src/a.css', 'a {}', 'b {}')])), /no rule recognises/)
    assert.match(String(interfaceDiffers([file('src/a.d.ts', code, 'export {}')])), /a declaration file/)
    assert.match(String(interfaceDiffers([file('README.md', 'Run `a`.\n', 'Run `b`.\n')])), /README\.md: /)
    assert.match(String(interfaceDiffers([file('src/a.ts', code, 'export const = 1')])), /syntax error/)
  })
})
