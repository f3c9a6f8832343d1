import { describe, it } from 'node:test'
import { expectDocs } from './expectDocs.ts'

/** One function and the sentences that it earns on one line, or none. */
function says(code: string, sentence?: string, path = 'src/subject.ts'): void {
  expectDocs(`${code}\n`, sentence === undefined ? `${code}\n` : `/** ${sentence} */\n${code}\n`, { path })
}

describe('docs: what is returned when', () => {
  it('a literal', () =>
    says(
      `export function f(x: any) {\n  if (x === 1) return undefined\n  return x.y\n}`,
      'Returns `undefined` if `x` is 1.',
    ))
  it('the input', () =>
    says(
      `export function f(s: string) {\n  if (!s.includes('%')) return s\n  return g(s)\n}`,
      "Returns `s` unchanged if `s` does not contain `'%'`.",
    ))
  it('an empty list', () =>
    says('export const f = (x: any) => (x ? x.list : [])', 'Returns an empty array if `x` is falsy.'))
  it('a conditional branch', () =>
    says('export const f = (x: any) => (x === 1 ? null : x.y)', 'Returns `null` if `x` is 1.'))
  it('what a promise gives', () =>
    says(
      `export async function f(x: any) {\n  if (!x) return null\n  return x.y\n}`,
      'Resolves to `null` if `x` is falsy.',
    ))
  it('a rejected promise', () =>
    says(
      `export function f(x: any) {\n  if (!x) return Promise.reject(new TypeError('no'))\n  return x.y\n}`,
      'Rejects with a TypeError if `x` is falsy.',
    ))
  it('nothing at all', () =>
    says(
      `export function f(x: any) {\n  if (!x.ready) return\n  go(x)\n}`,
      'Does nothing if `x.ready` is falsy.',
    ))
  it('not "does nothing" after something was done', () =>
    says(`export function f(x: any) {\n  go(x)\n  if (!y) return\n  go(x)\n}`))
  it('a search without a find', () =>
    says(
      `export function f(list: any[], test: any) {\n  for (const one of list) {\n    if (test(one)) return one\n  }\n  return undefined\n}`,
      'Returns `undefined` if no element of `list` passes `test`.',
    ))
  it('a combination', () =>
    says(
      "export const isObject = (v: any) => v !== null && typeof v === 'object' && !Array.isArray(v)",
      'Returns `true` if `v` is not `null`, is of type `object` and is not an array, else `false`.',
    ))
  it('nothing that the name says', () => says("export const isString = (v: any) => typeof v === 'string'"))
  it('nothing of a lone boolean', () =>
    says('export function f(x: any) {\n  if (x === 1) return true\n  return x.y\n}'))
  it('nothing of a table', () =>
    says(
      "export function f(x: any) {\n  if (x === 1) return 'a'\n  if (x === 2) return 'b'\n  if (x === 3) return 'c'\n  if (x === 4) return 'd'\n  if (x === 5) return 'e'\n  return 'f'\n}",
    ))
  it('nothing when an unsaid error may come first', () =>
    says(
      'export function f(x: any, y: any) {\n  if (g() + h()) throw y\n  if (x === 1) return null\n  return x.y\n}',
    ))
  it('nothing of the store of the module', () =>
    says(
      'const cache = new Map()\nexport function f(x: any) {\n  if (cache.has(x)) return null\n  return x.y\n}',
    ))
  it('this, for chaining', () => {
    const method = '  m() {\n    go()\n    return this\n  }\n}\n'
    expectDocs(
      `export class A {\n${method}`,
      `export class A {\n  /** Returns \`this\`, for chaining. */\n${method}`,
      { path: 'src/a.js' },
    )
  })
  it('nothing of this where the type says it', () =>
    expectDocs('export class A {\n  m(): this {\n    go()\n    return this\n  }\n}\n'))
})

describe('docs: defaults', () => {
  it('of a destructured option', () =>
    says(
      'export function f(options: any) {\n  const { size = 10 } = options\n  go(size)\n}',
      '`options.size` defaults to 10.',
    ))
  it('of ??', () =>
    says(
      "export function f(options: any) {\n  const name = options.name ?? 'index'\n  go(name)\n}",
      "`options.name` defaults to `'index'`.",
    ))
  it('of ||, which takes 0 for nothing', () =>
    says(
      'export function f(options: any) {\n  const wait = options.wait || 50\n  go(wait)\n}',
      '`options.wait` defaults to 50, also when 0 is given.',
    ))
  it('of ??=', () =>
    says('export function f(size?: number) {\n  size ??= 7\n  go(size)\n}', '`size` defaults to 7.'))
  it('of an if', () =>
    says(
      'export function f(size?: number) {\n  if (size === undefined) size = 7\n  go(size)\n}',
      '`size` defaults to 7.',
    ))
  it('of a merge', () =>
    says(
      'export function f(options: any) {\n  const all = { size: 7, ...options }\n  go(all)\n}',
      '`options.size` defaults to 7.',
    ))
  it('not of the signature', () => says('export function f(size = 10) {\n  go(size)\n}'))
  it('not of an option that is merely off', () =>
    says('export function f({ all = false }: any) {\n  go(all)\n}'))
  it('not of two that differ', () =>
    says('export function f(o: any) {\n  const a = o.n ?? 1\n  const b = o.n ?? 2\n  go(a, b)\n}'))
  it('not of one that is read without it too', () =>
    says('export function f(o: any) {\n  const a = o.n ?? 1\n  go(a, o.n)\n}'))
  it('not of a parameter that was assigned before', () =>
    says('export function f(o: any) {\n  o = read(o)\n  const a = o.n ?? 1\n  go(a)\n}'))
  it('not in a condition', () => says('export function f(o: any) {\n  if (o.n || 5) go()\n}'))
})

describe('docs: effects, units, limits, environment', () => {
  it('sorting in place', () =>
    says('export function f(list: any) {\n  list.sort()\n}', 'Sorts `list` in place.'))
  it('changing a list, maybe', () =>
    says(
      'export function f(list: number[]) {\n  if (list.length > 3) list.pop()\n}',
      'May change `list` in place.',
    ))
  it('setting a property', () =>
    says('export function f(state: any) {\n  state.open = true\n}', 'Sets `state.open`.'))
  it('not that a property may be set, by itself', () =>
    says('export function f(state: any, is: boolean) {\n  if (is) state.open = go()\n}'))
  it('that a property may be set, beside more', () =>
    says(
      'export function f(state: any, wait: number) {\n  if (wait > 1) state.open = go()\n  setTimeout(go, wait)\n}',
      '`wait` is in milliseconds. May set `state.open`.',
    ))
  it('not of what is given back', () =>
    says(
      'export function f(state: any) {\n  const before = state.open\n  state.open = go()\n  go()\n  state.open = before\n}',
    ))
  it('not of what is set for a while, and taken back later', () =>
    says(
      'export function f(state: any) {\n  state.open = true\n  return () => {\n    state.open = false\n  }\n}',
    ))
  it('setting, where one comment is for the pair', () =>
    expectDocs(
      "export class Queue {\n  #size = 1\n  get size() {\n    return this.#size\n  }\n  set size(next: number) {\n    if (!(next >= 1)) throw new TypeError('too small')\n    this.#size = next\n  }\n}\n",
      "export class Queue {\n  #size = 1\n  /** Setting it throws a TypeError if the new value is not at least 1. */\n  get size() {\n    return this.#size\n  }\n  set size(next: number) {\n    if (!(next >= 1)) throw new TypeError('too small')\n    this.#size = next\n  }\n}\n",
    ))
  it('deleting a property', () =>
    says('export function f(state: any) {\n  delete state.open\n}', 'Deletes `state.open`.'))
  it('not of a copy', () => says('export function f(list: any) {\n  list = list.slice()\n  list.sort()\n}'))
  it('not in a callback', () => says('export function f(list: any) {\n  later(() => list.sort())\n}'))
  it('not what the name says', () => says('export function setOpen(state: any) {\n  state.open = true\n}'))
  it('not a push to what may be a stream', () => says('export function f(out: any) {\n  out.push(1)\n}'))
  it("not of a rest parameter, which is nobody else's", () =>
    says('export function f(...list: number[]) {\n  list.sort()\n  return list\n}'))
  it('milliseconds', () =>
    says(
      'export function f(go: any, wait: number) {\n  setTimeout(go, wait)\n}',
      '`wait` is in milliseconds.',
    ))
  it('seconds', () =>
    says(
      'export function f(go: any, wait: number) {\n  setTimeout(go, wait * 1000)\n}',
      '`wait` is in seconds.',
    ))
  it('not where the name has the unit', () =>
    says('export function f(go: any, waitMs: number) {\n  setTimeout(go, waitMs)\n}'))
  it('not with another setTimeout', () =>
    says(
      "import { setTimeout } from './clock'\nexport function f(go: any, wait: number) {\n  setTimeout(go, wait)\n}",
    ))
  it('limits', () =>
    says(
      'export function f(n: number) {\n  n = Math.min(Math.max(n, 0), 100)\n  go(n)\n}',
      '`n` is limited to 0 to 100.',
    ))
  it('one limit', () =>
    says('export function f(n: number) {\n  n = Math.min(n, 100)\n  go(n)\n}', '`n` is capped at 100.'))
  it('the environment', () =>
    says(
      "export function f() {\n  return process.env.HOME_A && process.env['CI_B']\n}",
      'Reads the environment variables `HOME_A` and `CI_B`.',
    ))
  it('not an environment that is written', () => says("export function f() {\n  process.env.HOME_A = '1'\n}"))
})

describe('docs: examples', () => {
  const test = (text: string) => ({ tests: [{ path: 'test/subject.test.ts', text }] })
  const code = 'export function slug(s: string) {\n  return go(s)\n}\n'
  const imports = "import { slug } from '../src/subject.js'\n"
  const two = "it('x', () => {\n  assert.equal(slug('A b'), 'a-b')\n  expect(slug('C')).toBe('c')\n})\n"
  const comment = "/**\n * @example\n * ```ts\n * slug('A b') // 'a-b'\n * slug('C') // 'c'\n * ```\n */\n"
  it('come from tests that import the file', () => expectDocs(code, comment + code, test(imports + two)))
  it('not from another file of that name', () =>
    expectDocs(code, code, test(`import { slug } from '../lib/subject.js'\n${two}`)))
  it('not from a shadowed binding', () =>
    expectDocs(code, code, test(`${imports}const run = (slug: any) => {\n${two}}\n`)))
  it('not from skipped tests', () =>
    expectDocs(code, code, test(imports + two.replace("it('x'", "it.skip('x'"))))
  it('not under a mock', () => expectDocs(code, code, test(`${imports}vi.mock('../src/go')\n${two}`)))
  it('not from calls with variables', () =>
    expectDocs(code, code, test(`${imports}${two.replaceAll("'A b'", 'a').replaceAll("'C'", 'c')}`)))
  it('not with a tag in them', () =>
    expectDocs(code, code, test(imports + two.replaceAll("'a-b'", "'@private'"))))
  it('not from a negated expectation', () =>
    expectDocs(
      code,
      code,
      test(`${imports}expect(slug('A')).not.toBe('b')\nexpect(slug('B')).not.toBe('c')\n`),
    ))
  it('not what only gives the input back', () =>
    expectDocs(code, code, test(`${imports}assert.equal(slug('a'), 'a')\nassert.equal(slug('b'), 'b')\n`)))
})
