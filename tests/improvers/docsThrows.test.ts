import { describe, it } from 'node:test'
import { expectDocs } from './expectDocs.ts'

/** The body of `f(x: unknown, size: number, options: O)`, and the one sentence that it earns, or none. */
function says(body: string, sentence?: string, signature = 'f(x: any, size: number, options: any)'): void {
  const code = `export function ${signature} {\n  ${body}\n}\n`
  expectDocs(code, sentence === undefined ? code : `/** ${sentence} */\n${code}`)
}

const E = "throw new RangeError('no')"

describe('docs: thrown errors', () => {
  it('says a comparison', () => says(`if (size < 1) ${E}`, 'Throws a RangeError if `size` is less than 1.'))
  it('says a mirrored comparison', () =>
    says(`if (1 > size) ${E}`, 'Throws a RangeError if `size` is less than 1.'))
  it('keeps NaN out: a negated comparison is no other comparison', () =>
    says(`if (!(size >= 1)) ${E}`, 'Throws a RangeError if `size` is not at least 1.'))
  it('says typeof', () =>
    says(`if (typeof x !== 'string') ${E}`, 'Throws a RangeError if `x` is not a string.'))
  it('says instanceof', () =>
    says(`if (!(x instanceof Map)) ${E}`, 'Throws a RangeError if `x` is not an instance of `Map`.'))
  it('says Array.isArray', () =>
    says(`if (!Array.isArray(x)) ${E}`, 'Throws a RangeError if `x` is not an array.'))
  it('says in the right order what `in` asks', () =>
    says(`if (!('id' in x)) ${E}`, "Throws a RangeError if `x` does not have the property `'id'`."))
  it('says == null as both', () =>
    says(`if (x == null) ${E}`, 'Throws a RangeError if `x` is `null` or `undefined`.'))
  it('repeats not in an alternative', () =>
    says(
      `if (typeof x !== 'number' || !Number.isFinite(x)) ${E}`,
      'Throws a RangeError if `x` is not a number or is not a finite number.',
    ))
  it('says neither nor', () =>
    says(`if (x !== 'a' && x !== 'b') ${E}`, "Throws a RangeError if `x` is neither `'a'` nor `'b'`."))
  it('turns a negated group inside out', () =>
    says(
      `if (!(size > 0 && size < 9)) ${E}`,
      'Throws a RangeError if `size` is not greater than 0 or is not less than 9.',
    ))
  it('says emptiness', () => says(`if (x.length === 0) ${E}`, 'Throws a RangeError if `x` is empty.'))
  it('says containment', () =>
    says(`if (x.indexOf('a') === -1) ${E}`, "Throws a RangeError if `x` does not contain `'a'`."))
  it('says a pattern', () =>
    says(`if (!/^[a-z]+$/.test(x)) ${E}`, 'Throws a RangeError if `x` does not match `/^[a-z]+$/`.'))
  it('says nothing of a pattern that remembers', () => says(`if (!/a/g.test(x)) ${E}`))
  it('says a list in place', () =>
    says(`if (!['a', 'b'].includes(x)) ${E}`, "Throws a RangeError if `x` is not one of `'a'` and `'b'`."))
  it('reads a nested if as both', () =>
    says(
      `if (size > 1) { if (x === null) ${E} }`,
      'Throws a RangeError if `size` is greater than 1 and `x` is `null`.',
    ))
  it('reads else as the contrary', () =>
    says(`if (size === 1) { x() } else { ${E} }`, 'Throws a RangeError if `size` is not 1.'))
  it('says what an earlier return takes away', () =>
    says(
      `if (x === null) return g(x)\n  if (size < 1) ${E}`,
      'Throws a RangeError if `x` is not `null` and `size` is less than 1.',
    ))
  it('follows a constant local', () =>
    says(
      `const { size: n } = options\n  if (n < 1) ${E}`,
      'Throws a RangeError if `options.size` is less than 1.',
    ))
  it('gives the value of a constant and its name', () => {
    const code = `export function f(size: number) {\n  if (size > MAX) ${E}\n}\n`
    expectDocs(
      `const MAX = 100\n${code}`,
      `const MAX = 100\n/** Throws a RangeError if \`size\` is greater than 100 (\`MAX\`). */\n${code}`,
    )
  })
  it('says that an async function rejects', () => {
    const code = `export async function f(size: number) {\n  if (size < 1) ${E}\n}\n`
    expectDocs(code, `/** Rejects with a RangeError if \`size\` is less than 1. */\n${code}`)
  })
  it('reads the default of a switch', () =>
    says(
      `switch (x) { case 'a': return 1\n case 'b': return 2\n default: ${E} }`,
      "Throws a RangeError if `x` is neither `'a'` nor `'b'`.",
    ))
  it('reads a loop over a list', () =>
    says(
      `for (const one of x) { if (typeof one !== 'function') ${E} }`,
      'Throws a RangeError if an element of `x` is not a function.',
    ))
  it('reads what fails before a catch', () =>
    says(
      `try { x = JSON.parse(options) } catch { ${E} }`,
      'Throws a RangeError if `options` is not valid JSON.',
    ))
  it('reads a helper of the same file', () => {
    const code = `export function f(size: number) {\n  check(size)\n}\n`
    const helper = `function check(n: number) {\n  if (n < 1) ${E}\n}\n`
    expectDocs(helper + code, `${helper}/** Throws a RangeError if \`size\` is less than 1. */\n${code}`)
  })
  it('gives a message where the way is not plain', () =>
    says(
      "while (x.next()) { if (x.odd) throw new Error('the list has an odd end') }",
      'Can throw an Error: `the list has an odd end`.',
    ))
  it('says which status a client sees', () =>
    says(
      'if (size < 1) throw new HTTPException(400)',
      'Throws an HTTPException (400) if `size` is less than 1.',
    ))
  it('says two errors as two sentences', () =>
    expectDocs(
      `export function f(x: any) {\n  if (typeof x !== 'string') throw new TypeError('a')\n  if (x === '') throw new RangeError('b')\n}\n`,
      `/** Throws a TypeError if \`x\` is not a string. Throws a RangeError if \`x\` is an empty string. */\nexport function f(x: any) {\n  if (typeof x !== 'string') throw new TypeError('a')\n  if (x === '') throw new RangeError('b')\n}\n`,
    ))
})

describe('docs: errors that nothing is said of', () => {
  it('one that a catch swallows', () => says(`try { if (size < 1) ${E} } catch {}`))
  it('one in a callback', () => says(`x.map(() => { if (size < 1) ${E} })`))
  it('one after the parameter was assigned', () => says(`size = Math.abs(x)\n  if (size < 1) ${E}`))
  it('one about an option that something may have changed', () =>
    says(`normalise(options)\n  if (!options.size) ${E}`))
  it('one about an option that was set', () => says(`options._size = 1\n  if (!options.size) ${E}`))
  it('one about an alias that was set', () =>
    says(`const o = options\n  o._size = 1\n  if (!options.size) ${E}`))
  it('one about a shadowed name', () => says(`{ const size = x.size\n  if (size < 1) ${E} }`))
  it('one after a loop that may return', () =>
    says(`while (x.more) { if (x.last) return 1 }\n  if (size < 1) ${E}`))
  it('one about private state', () => says(`if (!x._open) ${E}`))
  it('one that is thrown on', () => says('if (size < 1) throw x'))
  it('one that is always thrown', () => says(E))
  it('one in a generator', () =>
    expectDocs(`export function* f(size: number) {\n  if (size < 1) ${E}\n  yield 1\n}\n`))
  it('one whose condition is a mutable variable of the module', () =>
    expectDocs(
      `let ready = false\nexport function f() {\n  if (!ready) ${E}\n}\nexport function g() {\n  ready = true\n}\n`,
    ))
  it('one whose condition holds an at sign or a backtick', () => says(`if (x === '@internal') ${E}`))
  it('one whose condition would end the comment', () => says(`if (x === '*/') ${E}`))
  it('one of a class that is a local', () => says(`const Bad = x.Bad\n  if (size < 1) throw new Bad('no')`))
  it('one behind a default that falls through', () =>
    says(`switch (x) { case 'a': size = 1\n default: ${E} }`))
  it('one in a helper whose own default hides what was given', () => {
    const helper = `function check(n = 1) {\n  if (n < 1) ${E}\n}\n`
    expectDocs(`${helper}export function f(size?: number) {\n  check(size)\n}\n`)
  })
})

describe('docs: state that no caller sees', () => {
  const f = "export function f() {\n  if (!stack.at(-1)) throw new RangeError('no')\n}\n"
  it('of this module', () => expectDocs(`const stack = []\n${f}`))
  it('of another module', () => expectDocs(`import { stack } from './stack'\n${f}`))
})
