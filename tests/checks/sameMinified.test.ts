import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalText } from '../../src/checks/canonical/canonicalText.ts'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { sameMinified } from '../../src/checks/sameMinified.ts'
import { tried } from './tried.ts'

const compiler = await loadCompiler()

type Bodies = Record<string, [before: string, after: string]>
const within = (body: string) => (/^(?:export|var)/.test(body) ? body : `export function f(a, b) { ${body} }`)

const SAME: Bodies = {
  'a local name': [
    'const code = a.x(); return code + 1 + code',
    'const point = a.x(); return point + 1 + point',
  ],
  'a key of the same name': [
    'const { code } = a; return b({ code, x: code })',
    'const { code: point } = a; return b({ code: point, x: point })',
  ],
  'a key that is set': [
    'let code; ({ code } = a); return code',
    'let point; ({ code: point } = a); return point',
  ],
  'names within names': [
    'return a.map(x => b.map(y => x + y))',
    'return a.map(left => b.map(right => left + right))',
  ],
  'a ternary turned': ['return a.dot ? b : 1', 'return !a.dot ? 1 : b'],
  'a condition nested': ['if (a.x && a.y) b()', 'if (a.x) { if (a.y) { b() } }'],
  'if and else turned': ['if (a) { b(1) } else { b(2) }', 'if (!a) { b(2) } else { b(1) }'],
  'an else less': ['if (a) { return 1 } else { return 2 }', 'if (a) return 1; return 2'],
  'a constant taken out': ['return a.b()', 'const result = a.b(); return result'],
  'a constant put in': ['const h = a.x; return h && 1', 'return a.x && 1'],
  'declarations merged': [
    'const x = a.b(); const y = a.c(); return [x, y, x]',
    'const x = a.b(), y = a.c(); return [x, y, x]',
  ],
  'a block for an expression': ['return a.map(x => x.y())', 'return a.map(x => { return x.y() })'],
  'a constant that is never written': [
    'let x = a.b(); return () => [x, x]',
    'const x = a.b(); return () => [x, x]',
  ],
  'a constant of a loop': ['for (const x of a) b(() => x + x)', 'for (let x of a) b(() => x + x)'],
  'a literal on the left': ['return a.x > 0 && b', 'return 0 < a.x && b'],
  'a sum in short': ['let x = a(); x = x + b(); return x + x', 'let x = a(); x += b(); return x + x'],
  'a sum of a property': ['b.x = b.x + a(); return b', 'b.x += a(); return b'],
  'denied as a whole': ['if (a > 1 && !(b === 2)) a(b)', 'if (!(!(a > 1) || b === 2)) a(b)'],
  'denied as a whole, for its value': ['return a > 1 && b !== 2', 'return !(!(a > 1) || b === 2)'],
  'a literal that is given next': [
    'let x; x = 5; let y = a; return () => x++ + y()',
    'let x = 5, y = a; return () => x++ + y()',
  ],
  'literals in another order': [
    'let x = 1, y = "", z = 1; for (const c of a) { x++; z--; y += c } return [x, y, z]',
    'let z = 1, x = 1, y = ""; for (const c of a) { x++; z--; y += c } return [x, y, z]',
  ],
  'a ternary in branches': [
    'const x = a > 1 ? b() : 2; return () => x + x',
    'let x; if (a > 1) { x = b() } else { x = 2 } return () => x + x',
  ],
  'a rest that was an else, with a variable': [
    'if (a) { throw b(1) } else { const x = b(2); return () => x + x }',
    'if (a) throw b(1); const x = b(2); return () => x + x',
  ],
  'a way out for a condition around all': [
    'if (a !== 1) return; const x = b(); a(x, x)',
    'if (a === 1) { const x = b(); a(x, x) }',
  ],
  'which of two ways comes first': [
    'if (a !== 1) { const x = b(); return () => x + x } const y = b(2); return () => y - y',
    'if (a === 1) { const y = b(2); return () => y - y } const x = b(); return () => x + x',
  ],
  'operands of ===, one of them typeof': [
    "return typeof File !== 'undefined'",
    "return 'undefined' !== typeof File",
  ],
}

const OTHER: Bodies = {
  'a constant that is written': [
    'const x = a(); x = b; return () => x',
    'let x = a(); x = b; return () => x',
  ],
  'a comparison of two that are asked': ['return a < b', 'return b > a'],
  'a sum the other way': ['let x = a(); x = b() + x; return x + x', 'let x = a(); x += b(); return x + x'],
  'a sum of three': ['let x = a(); x = x - b() - 1; return x + x', 'let x = a(); x -= b() - 1; return x + x'],
  'a place that is asked for twice': ['a().x = a().x + 1', 'a().x += 1'],
  'an assignment that need not be': ['b.x = b.x || a', 'b.x ||= a'],
  'denied as a whole, for a value': ['return a && b', 'return !(!a || !b)'],
  'one part denied': ['if (a && !b) a(1)', 'if (!(a || b)) a(1)'],
  'literals behind what is asked': [
    'let x = a.b, y = 1; for (;;) { y = x = y }',
    'let y = 1, x = y; for (;;) { y = x = y }',
  ],
  'a variable that is written before it is declared': [
    'let x; x = g(); return () => x; function g() { x = 1; return 2 }',
    'let x = g(); return () => x; function g() { x = 1; return 2 }',
  ],
  'a variable that is asked for on the way': [
    'const g = () => { x = 5; return 1 }; let x; x = g(); return () => x + g()',
    'const g = () => { x = 5; return 1 }; let x = g(); return () => x + g()',
  ],
  'a variable of a block that hides another': [
    'const x = a(); if (b) { return 1 } else { const x = a(2); b(x, x) } return [x, x]',
    'const y = a(); if (b) return 1; const x = a(2); b(x, x); return [x, x]',
  ],
  'a variable of a block that hides an exported one': [
    'export { x }; let x = 1; export function f(a, b) { if (b) { return 1 } else { const x = a(2); b(x, x) } return [x, x] }',
    'export { x }; let x = 1; export function f(a, b) { if (b) return 1; const x = a(2); b(x, x); return [x, x] }',
  ],
  'a variable of a bare block that hides an exported one': [
    'export { x }; let x = 1; export function f(a, b) { { const x = a(2); b(x, x) } return [x, x] }',
    'export { x }; let x = 1; export function f(a, b) { const x = a(2); b(x, x); return [x, x] }',
  ],
  'a string of a block, that would be a directive': [
    'var f = function () { {"use strict"} return this }',
    'var f = function () { "use strict"; return this }',
  ],
  'a way out the other way': [
    'if (a !== 1) return 1; const x = b(); return () => x + x',
    'if (a === 1) return 1; const x = b(); return () => x + x',
  ],
  'a rest that follows either way': [
    'if (a) { b(1); b(2) } else { for (const c of b) c() } return b(4)',
    'if (a) { b(1); b(2) } for (const c of b) c(); return b(4)',
  ],
  'a way out of a loop': [
    'for (const c of a) { if (c) { const d = b(c); d(d) } }',
    'for (const c of a) { if (!c) return; const d = b(c); d(d) }',
  ],
  'a way out of a try': [
    'try { if (a) { const d = b(); d(d) } } finally { b(1) } b(2)',
    'try { if (!a) return; const d = b(); d(d) } finally { b(1) } b(2)',
  ],
  'a way that comes back, first': [
    'if (a !== 1) { b(1); b(3) } const x = b(2); return () => x + x',
    'if (a === 1) { const x = b(2); return () => x + x } b(1); b(3)',
  ],
  'a way out of a loop, first': [
    'for (const c of a) { if (c !== 1) return 1; b(c); b(c) }',
    'for (const c of a) { if (c === 1) { b(c); b(c); return } return 1 }',
  ],
  'two variables, each set one way': [
    'let x = 1, y = 2; if (a) { x = b(1) } else { y = b(2) } return () => [x, y, x, y]',
    'let x = 1, y = 2; if (a) { x = b(1) } else { x = b(2) } return () => [x, y, x, y]',
  ],
  'one name or two': ['switch(a){case 1:b.x;y;break}', 'switch(a){case 1:b.xy;break}'],
  'a variable of all rounds': [
    'for (let x = 0; x < 3; x++) b(() => x + x)',
    'for (var x = 0; x < 3; x++) b(() => x + x)',
  ],
  'which of two variables is exported': [
    'export let x = 1; let a = x, b = 2; export { a }',
    'export let x = 1; let b = x, a = 2; export { a }',
  ],
  'which of two goes by a name': [
    'export let x = 1; let a = x, b = 2; export { a as c, b as d }',
    'export let x = 1; let b = x, a = 2; export { a as c, b as d }',
  ],
  'a constant that is used too early': ['b(x); const x = 1', 'b(1)'],
  'a name that hides another': [
    'const x = 1; return () => { const y = 2; return x + y }',
    'const x = 1; return () => { const y = 2; return y + y }',
  ],
  'a key': ['const { code } = a; return code + code', 'const { point } = a; return point + point'],
  'a key that is given': [
    'const code = a(); return b({ code }, code)',
    'const point = a(); return b({ point }, point)',
  ],
  'a global': ['const code = a(); return code + code + name', 'const name = a(); return name + name + name'],
  'two variables for one': [
    'let x = a(), y = x; x = b(); return x + y',
    'let x = a(), y = x; x = b(); return x + x',
  ],
  'an exported name': ['export const f = () => { f() }', 'export const g = () => { g() }'],
  'a name of all scripts': [
    'var code = 1; function f() { return code }; code++',
    'var point = 1; function f() { return point }; point++',
  ],
  'a label': [
    'x: for (;;) { y: for (;;) { if (a()) break x } }',
    'x: for (;;) { y: for (;;) { if (a()) break y } }',
  ],
  'a string that is no directive': [
    'export function f() { ("use strict") }',
    'export function f() { "use strict" }',
  ],
  'a comparison turned, NaN': ['return !(a < 3)', 'return a >= 3'],
  'a getter no more asked': ['a.b; return 1', 'return 1'],
  'a text no more made': ['`$' + '{a}`; return 1', 'return 1'],
  'an operator no more asked': ['a < b; return 1', 'return 1'],
  'an iterator no more run': ['[...a]; return 1', 'return 1'],
  'a call that is said to be pure': ['/* @__PURE__ */ a(); return 1', 'return 1'],
  'a read that moved over a call': ['const h = a.x; b(); return h && 1', 'b(); return a.x && 1'],
  'a name that nobody declared': ['zork; return 1', 'return 1'],
  'a variable of a loop': [
    'for (let i = 0; i < 3; i++) b(() => i)',
    'for (var i = 0; i < 3; i++) b(() => i)',
  ],
  'the name of a function': ['const one = () => 1; return one', 'const two = () => 1; return two'],
  'a method for a function': ['return { b: function () {} }', 'return { b() {} }'],
  'the number of parameters': ['export function f(a, b) { return a }', 'export function f(a) { return a }'],
  'a default': ['export function f(a = 1) { return a }', 'export function f(a) { return a }'],
  'an await less': [
    'export async function f(a) { return await a }',
    'export async function f(a) { return a }',
  ],
  'the prototype for a key of one word': [
    'const __proto__ = a(); return [{ __proto__ }, __proto__]',
    'const p = a(); return [{ __proto__: p }, p]',
  ],
  'the prototype for a key': ['return { __proto__: a }', "return { ['__proto__']: a }"],
  'this of a function': ['return b(function () { return this })', 'return b(() => this)'],
  'a class that is extended': ['class X extends a {} return 1', 'return 1'],
  'a text joined otherwise': ["return 'a' + a", 'return `a$' + '{a}`'],
  'a program that reads itself': ['return eval(a.dot ? b : 1)', 'return eval(!a.dot ? 1 : b)'],
  'what is exported': ['export const a = 1', 'export let a = 1; a = 1'],
}

for (const [what, [before, after]] of Object.entries(SAME))
  test(`the same once minified: ${what}`, async () => {
    assert.equal(await sameMinified(compiler, within(before), within(after), false), true)
  })

/** What a canonical text says nothing of. */
const TOLD_ELSEWHERE = new Set([
  'a program that reads itself',
  'a string that is no directive',
  'the name of a function',
])

for (const [what, [before, after]] of Object.entries(OTHER))
  test(`another one, minified or not: ${what}`, async () => {
    assert.equal(await sameMinified(compiler, within(before), within(after), false), false)
    // What the minifier told apart need not be told apart by it for ever.
    const [was, is] = [before, after].map(text => canonicalText(compiler, within(text), false))
    if (!TOLD_ELSEWHERE.has(what)) assert.notEqual(was, is)
  })

test('what is no program is never the same', async () => {
  assert.equal(await sameMinified(compiler, 'const = 1', 'const = 1 ', false), false)
})

test('of what is nested too deep nothing is claimed', async () => {
  const deep = (name: string) =>
    `export function f(${name}) { return ${Array.from({ length: 6_000 }, () => name).join(' + ')} }`
  assert.equal(await sameMinified(compiler, deep('a'), deep('b'), false), false)
  const { status, why } = await tried(deep('a'), deep('b'))
  assert.deepEqual([status, why], ['inconclusive', 'nested too deeply to be compared'])
})

test('JSX stays as it is', async () => {
  const before = 'export const f = a => <p title="x">{a ? 1 : 2}</p>'
  assert.equal(await sameMinified(compiler, before, before.replace('a ? 1 : 2', '!a ? 2 : 1'), true), true)
  assert.equal(await sameMinified(compiler, before, before.replace('"x"', '"y"'), true), false)
})

test('the check takes such a change for the same program, and says how', async () => {
  const before = 'export function pick(n: number, m: number): number { return n > m ? n : m }'
  const same = await tried(before, before.replace('n > m ? n : m', '!(n > m) ? m : n'))
  assert.equal(same.status, 'passed')
  assert.equal(same.why, 'the same program, once both are minified')
  const other = await tried(before, before.replace('n > m ? n : m', 'n <= m ? m : n'))
  assert.notEqual(other.why, same.why)
})
