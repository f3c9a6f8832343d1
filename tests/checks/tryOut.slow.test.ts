import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tried } from './tried.ts'

/** Gives a number only for a text such as `<{[;`, which says nothing of it but its single characters. */
const DEEP = (result: string) => `
  const PAIRS: { [open: string]: string } = { '<': '>', '{': '}', '[': ']' }
  export function depthOf(text: string): number {
    const open: string[] = []
    let depth = 0
    for (const one of text) {
      const close = PAIRS[one]
      if (close) {
        if (open.length === 0 && one !== '<') return -1
        if (open.length === 1 && one !== '{') return -2
        if (open.length === 2 && one !== '[') return -3
        open.push(close)
        if (open.length > depth) depth = open.length
      } else if (open.length && one === open[open.length - 1]) open.pop()
      else if (one === ';' && open.length === 3) return ${result}
    }
    return 0
  }`

/** Each shows its difference only to who looks at that one thing. */
const SEEN: Record<string, [string, string]> = {
  'an argument that is altered': [
    'export function total(list: number[]): number { const own = [...list].sort(); return own.length }',
    'export function total(list: number[]): number { const own = list.sort(); return own.length }',
  ],
  'an error of another kind': [
    "export function half(n: number): number { if (n < 0) throw new RangeError('below'); return n / 2 }",
    "export function half(n: number): number { if (n < 0) throw new TypeError('below'); return n / 2 }",
  ],
  'the order of callbacks': [
    'export function both(one: () => void, other: () => void): void { one(); other() }',
    'export function both(one: () => void, other: () => void): void { other(); one() }',
  ],
  'what callbacks are called with': [
    'export function each(list: string[], take: (one: string, at?: number) => void): void { list.forEach((one, at) => take(one, at)) }',
    'export function each(list: string[], take: (one: string, at?: number) => void): void { list.forEach(one => take(one)) }',
  ],
  'a result that is shared between calls': [
    'export function empty(): string[] { return [] }',
    'const none: string[] = []\nexport function empty(): string[] { return none }',
  ],
  'a promise that is refused': [
    "export async function load(n: number): Promise<number> { if (n > 3) throw new Error('far'); return n }",
    'export async function load(n: number): Promise<number> { if (n > 3) return -1; return n }',
  ],
  'when a timer fires': [
    'declare function setTimeout(f: () => void, ms: number): unknown\nexport function later(done: () => void): void { setTimeout(done, 10) }',
    'declare function setTimeout(f: () => void, ms: number): unknown\nexport function later(done: () => void): void { setTimeout(done, 11) }',
  ],
  'what an iterator gives': [
    'export function* upTo(n: number): Generator<number> { for (let at = 0; at < n && at < 9; at++) yield at }',
    'export function* upTo(n: number): Generator<number> { for (let at = 0; at <= n && at < 9; at++) yield at }',
  ],
  'the state of an object': [
    'export class Count { private at = 0; add(n: number): void { this.at += n } get(): number { return this.at } }',
    'export class Count { private at = 0; add(n: number): void { this.at = n } get(): number { return this.at } }',
  ],
  'a function that comes back': [
    'export function adder(n: number): (m: number) => number { return m => n + m }',
    'export function adder(n: number): (m: number) => number { return m => n - m }',
  ],
  'a negative zero': [
    'export function sign(n: number): number { return n > 0 ? 1 : n < 0 ? -1 : n }',
    'export function sign(n: number): number { return n > 0 ? 1 : n < 0 ? -1 : 0 }',
  ],
  'what only a text of a certain form comes to, found step by step': [DEEP('depth + 1'), DEEP('depth + 2')],
  'a loop that no longer ends': [
    'export function down(n: number): number { let left = n; while (left > 0) left--; return left }',
    'export function down(n: number): number { let left = n; while (left > 0 || left === -1) left -= left > 0 ? 1 : 0; return left }',
  ],
  'an object that can no longer be altered': [
    'export function box(n: number): { n: number } { return { n } }',
    'export function box(n: number): { n: number } { return Object.freeze({ n }) }',
  ],
  'an error that is no longer of its class': [
    "export class Far extends Error {}\nexport function near(n: number): number { if (n > 3) throw new Far('far'); return n }",
    "export class Far extends Error {}\nexport function near(n: number): number { if (n > 3) throw new Error('far'); return n }",
  ],
  "words of an error that are like the engine's": [
    "export function name(s: string): string { if (s === 'a') throw new TypeError('it must be a string'); return s }",
    "export function name(s: string): string { if (s === 'a') throw new TypeError('it must be a number'); return s }",
  ],
  'an object that is no longer of an exported class': [
    'export class Box { n = 1 }\nexport function box(n: number): { n: number } { const made = new Box(); made.n = n; return made }',
    'export class Box { n = 1 }\nclass Other { n = 1 }\nexport function box(n: number): { n: number } { const made = new Other(); made.n = n; return made }',
  ],
  'a result named like what is private elsewhere': [
    'export class Count { private at = 0; add(): number { return ++this.at } }\nexport const place = (n: number): { at: number } => ({ at: n })',
    'export class Count { private at = 0; add(): number { return ++this.at } }\nexport const place = (n: number): { at: number } => ({ at: n + 1 })',
  ],
  'an iterator that is left early': [
    'export function* two(done: () => void): Generator<number> { try { yield 1; yield 2 } finally { done() } }',
    'export function* two(done: () => void): Generator<number> { yield 1; yield 2; done() }',
  ],
  'what an iterator ends with': [
    'export function* one(n: number): Generator<number, number> { yield 1; return n }',
    'export function* one(n: number): Generator<number, number> { yield 1; return n + 1 }',
  ],
  'an argument that is altered later': [
    'export async function size(list: number[]): Promise<number> { await null; return list.length }',
    'export async function size(list: number[]): Promise<number> { await null; const all = list.length; list.push(1); return all }',
  ],
  'a method of the class itself': [
    'export class Sum { static of(n: number): number { return n + 1 } }',
    'export class Sum { static of(n: number): number { return n + 2 } }',
  ],
  'the language that a machine speaks': [
    'export function low(text: string): string { return text.toLowerCase() }',
    'export function low(text: string): string { return text.toLocaleLowerCase() }',
  ],
  'the time zone of a machine': [
    'export function day(date: Date): number { return date.getUTCDate() }',
    'export function day(date: Date): number { return date.getDate() }',
  ],
  'letters that are more than one': [
    'export function bare(text: string): string { return text.trim() }',
    'export function bare(text: string): string { return text.normalize().trim() }',
  ],
  'more of it than anybody calls by hand with': [
    'export function sum(list: number[]): number { let all = 0; for (const one of list) all += one; return all }',
    'export function sum(list: number[]): number { let all = 0; for (const one of list.slice(0, 100)) all += one; return all }',
  ],
}

/** Each is nobody's business. */
const HARMLESS: Record<string, [string, string]> = {
  'one more method': [
    'export class Sum { of(n: number): number { return n * 2 } }',
    'export class Sum { of(n: number): number { return this.twice(n) } twice(n: number): number { return n * 2 } }',
  ],
  'one more turn of a promise': [
    'export async function load(ask: () => Promise<number>): Promise<number> { return ask() }',
    'export async function load(ask: () => Promise<number>): Promise<number> { return await ask() }',
  ],
  'an async function in the place of a chain': [
    'export function load(ask: () => Promise<number>): Promise<number> { return ask().then(n => n + 1) }',
    'export async function load(ask: () => Promise<number>): Promise<number> { const n = await ask(); return n + 1 }',
  ],
  'a class that is exported as well': [
    'class Box { constructor(readonly n: number) {} }\nexport const box = (n: number): { n: number } => new Box(n + 1)',
    'export class Box { constructor(readonly n: number) {} }\nexport const box = (n: number): { n: number } => new Box(1 + n)',
  ],
}

for (const [what, [before, after]] of Object.entries(HARMLESS))
  test(`passed: ${what}`, async () => {
    const result = await tried(before, after)
    assert.equal(result.status, 'passed', result.why)
  })

for (const [what, [before, after]] of Object.entries(SEEN))
  test(`seen: ${what}`, async () => {
    const result = await tried(before, after)
    assert.equal(result.status, 'failed', result.why)
  })

test('what another machine answers is chance, and no difference', async () => {
  const before = `export async function ask(n: number): Promise<string> {
  const answer = await fetch('http://127.0.0.1:9/' + n)
  if (answer.ok) return 'yes'
  return 'no'
}
`
  for (const after of ["return ['no'].join()", "return 'not'"]) {
    const result = await tried(before, before.replace("return 'no'", after))
    assert.equal(result.status, 'inconclusive', result.why)
  }
})
