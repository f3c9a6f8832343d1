import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expectDocs, improve } from './expectDocs.ts'

const SAYS = 'Throws a RangeError if `n` is less than 1.'
const BODY = "{\n  if (n < 1) throw new RangeError('no')\n}"
const INNER = "{\n    if (n < 1) throw new RangeError('no')\n  }"
const gets = (code: string, path?: string): void => expectDocs(code, `/** ${SAYS} */\n${code}`, { path })
const stays = (code: string, options: Parameters<typeof expectDocs>[2] = {}): void =>
  expectDocs(code, code, options)

describe('docs: what gets a comment', () => {
  it('a function', () => gets(`export function f(n: number) ${BODY}\n`))
  it('a default export', () => gets(`export default function (n: number) ${BODY}\n`))
  it('an arrow function', () => gets(`export const f = (n: number) => ${BODY}\n`))
  it('a function exported below', () =>
    expectDocs(
      `function f(n: number) ${BODY}\nexport { f as g }\n`,
      `/** ${SAYS} */\nfunction f(n: number) ${BODY}\nexport { f as g }\n`,
    ))
  it('module.exports', () => gets(`module.exports = function (n) ${BODY}\n`, 'src/a.js'))
  it('exports.f', () => gets(`exports.f = n => ${BODY}\n`, 'src/a.js'))
  it('a prototype method', () =>
    expectDocs(
      `module.exports = A\n\nfunction A() {}\n\nA.prototype.m = function (n) ${BODY}\n`,
      `module.exports = A\n\nfunction A() {}\n\n/** ${SAYS} */\nA.prototype.m = function (n) ${BODY}\n`,
      { path: 'src/a.js' },
    ))
  it('a method of an alias of exports', () =>
    expectDocs(
      `var app = exports = module.exports = {}\napp.m = function (n) ${BODY}\n`,
      `var app = exports = module.exports = {}\n/** ${SAYS} */\napp.m = function (n) ${BODY}\n`,
      { path: 'src/a.js' },
    ))
  for (const member of [
    'm(n: number)',
    'static m(n: number)',
    'constructor(n: number)',
    'set m(n: number)',
    'async m2() {}\n  @dec()\n  m(n: number)',
  ].slice(0, 4)) {
    it(`a class's ${member}`, () =>
      expectDocs(
        `export class A {\n  ${member} ${INNER}\n}\n`,
        `export class A {\n  /** ${SAYS} */\n  ${member} ${INNER}\n}\n`,
      ))
  }
  it('a decorated method, above its decorators', () =>
    expectDocs(
      `export class A {\n  @dec()\n  m(n: number) ${INNER}\n}\n`,
      `export class A {\n  /** ${SAYS} */\n  @dec()\n  m(n: number) ${INNER}\n}\n`,
    ))
  it('a method of an exported object', () =>
    expectDocs(
      `export const api = {\n  m(n: number) ${INNER},\n}\n`,
      `export const api = {\n  /** ${SAYS} */\n  m(n: number) ${INNER},\n}\n`,
    ))
  it('the first overload', () =>
    expectDocs(
      `export function f(n: number): void\nexport function f(n: number, m: string): void\nexport function f(n: number, m?: string) ${BODY}\n`,
      `/** ${SAYS} */\nexport function f(n: number): void\nexport function f(n: number, m: string): void\nexport function f(n: number, m?: string) ${BODY}\n`,
    ))
})

describe('docs: what is left alone', () => {
  it('what is not exported', () => stays(`function f(n: number) ${BODY}\nf(1)\n`))
  it('a private name', () => stays(`export function _f(n: number) ${BODY}\n`))
  it('private and protected members', () =>
    stays(
      `export class A {\n  private a(n: number) ${INNER}\n  protected b(n: number) ${INNER}\n  #c(n: number) ${INNER}\n}\n`,
    ))
  it('members of an internal class', () =>
    stays(`/** @internal */\nexport class A {\n  m(n: number) ${INNER}\n}\n`))
  it('what has a line comment above', () => stays(`// Checks.\nexport function f(n: number) ${BODY}\n`))
  it('what has a directive above', () =>
    stays(`// eslint-disable-next-line\nexport function f(n: number) ${BODY}\n`))
  it('but not a section heading', () =>
    expectDocs(
      `// Checks\n\nexport function f(n: number) ${BODY}\n`,
      `// Checks\n\n/** ${SAYS} */\nexport function f(n: number) ${BODY}\n`,
    ))
  it('what is commented without tags', () => stays(`/** Checks. */\nexport function f(n: number) ${BODY}\n`))
  it('the first thing of a file', () => stays(`export function f(n: number) ${BODY}\n`, { head: '' }))
  it('the first thing after a #! line', () =>
    stays(`export function f(n: number) ${BODY}\n`, { head: '#!/usr/bin/env node\n' }))
  it('overloads that lack the parameter', () =>
    stays(
      `export function f(): void\nexport function f(n: number): void\nexport function f(n = 0) ${BODY}\n`,
    ))
  it('a name that stands for two things', () =>
    stays(`exports.f = n => ${BODY}\nexports.f = n => ${BODY}\n`, { path: 'src/a.js' }))
  it('what is not first on its line', () => stays(`let a = 1; export function f(n: number) ${BODY}\n`))
  it('a file with a syntax error', () => stays(`export function f(n: number) ${BODY}\nexport {{\n`))
  it('a file with text that runs both ways', () => stays(`export function f(n: number) ${BODY}\n// \u202e\n`))
  for (const path of [
    'dist/a.js',
    'src/a.min.js',
    'src/a.d.ts',
    'vendor/a.js',
    'test/a.ts',
    'src/a.test.ts',
    'src/__fixtures__/a.ts',
    '.github/a.js',
    'vite.config.ts',
  ]) {
    it(path, () => stays(`export function f(n) ${BODY}\n`, { path }))
  }
  it('a generated file', () =>
    stays(`export function f(n: number) ${BODY}\n`, {
      head: '// This file was generated by x. Do not edit.\nlet a\n',
    }))
})

describe('docs: the style of the file', () => {
  const throwsTwice = "{\n  if (n < 1) throw new RangeError('no')\n  return n ?? process.env.A_B\n}"
  it('tabs and CRLF', () =>
    expectDocs(
      `export class A {\r\n\tm(n: number) {\r\n\t\tif (n < 1) throw new RangeError('no')\r\n\t}\r\n}\r\n`,
      `export class A {\r\n\t/** ${SAYS} */\r\n\tm(n: number) {\r\n\t\tif (n < 1) throw new RangeError('no')\r\n\t}\r\n}\r\n`,
    ))
  const other = '/**\n * Opens the door.\n */\nexport function open() {}\n\n'
  it('three lines where the file writes three', () =>
    expectDocs(
      `${other}export function f(n: number) ${BODY}\n`,
      `${other}/**\n * ${SAYS}\n */\nexport function f(n: number) ${BODY}\n`,
    ))
  const bare = '/**\nOpens the door.\n*/\nexport function open() {}\n\n'
  it('no stars where the file has none', () =>
    expectDocs(
      `${bare}export function f(n: number) ${BODY}\n`,
      `${bare}/**\n${SAYS}\n*/\nexport function f(n: number) ${BODY}\n`,
    ))
  const loose =
    '/**\n * Opens the old door\n */\n\nexport function open() {}\n\n/**\n * Shuts the old door\n */\n\nexport function shut() {}\n\n'
  it('no full stop, and an empty line below, where that is the habit', () =>
    expectDocs(
      `${loose}export function f(n: number) ${BODY}\n`,
      `${loose}/**\n * ${SAYS.slice(0, -1)}\n */\n\nexport function f(n: number) ${BODY}\n`,
    ))
  const tagged =
    '/**\n * Opens.\n *\n * @param {string} door - Which one.\n * @throws {TypeError} if there is none.\n */\nexport function open(door) {}\n\n'
  it('tags where the file has tags', () =>
    expectDocs(
      `${tagged}export function f(n) ${throwsTwice}\n`,
      `${tagged}/**\n * Reads the environment variable \`A_B\`.\n *\n * @throws {RangeError} if \`n\` is less than 1.\n */\nexport function f(n) ${throwsTwice}\n`,
      { path: 'src/a.js' },
    ))
  it('a neighbour where the file has no comment', () =>
    expectDocs(
      `export function f(n: number) ${BODY}\n`,
      `/**\n * ${SAYS}\n */\nexport function f(n: number) ${BODY}\n`,
      { others: [{ path: 'src/b.ts', text: `let a\n${other}` }] },
    ))
})

describe('docs: comments that lack something or are wrong', () => {
  const lacks = (comment: string, code: string, after: string, path = 'src/a.ts'): void =>
    expectDocs(comment + code, after + code, { path })
  const code = `export function f(n: number) ${BODY}\n`
  it('adds an error', () =>
    lacks(
      '/**\n * Opens.\n *\n * @param n - The door.\n */\n',
      code,
      '/**\n * Opens.\n *\n * @param n - The door.\n * @throws RangeError if `n` is less than 1.\n */\n',
    ))
  it('not where errors are spoken of', () =>
    lacks(
      '/**\n * Opens, or throws.\n *\n * @param n - The door.\n */\n',
      code,
      '/**\n * Opens, or throws.\n *\n * @param n - The door.\n */\n',
    ))
  it('not where the comment has no tags', () => lacks('/**\n * Opens.\n */\n', code, '/**\n * Opens.\n */\n'))
  it('not where it calls the parameter something else', () =>
    stays(`/**\n * Opens.\n *\n * @param door - The door.\n */\n${code}`))
  it('mends the name of a parameter', () =>
    lacks(
      '/**\n * Opens.\n *\n * @param nam - The door.\n */\n',
      'export function f(name: string) {\n  go(name)\n}\n',
      '/**\n * Opens.\n *\n * @param name - The door.\n */\n',
    ))
  it('not one that is merely different', () =>
    stays(
      '/**\n * Opens.\n *\n * @param door - The door.\n */\nexport function f(name: string) {\n  go(name)\n}\n',
    ))
  it('not one beside a destructured parameter', () =>
    stays('/**\n * Opens.\n *\n * @param optins - All.\n */\nexport function f({ a }: any) {\n  go(a)\n}\n'))
  it('mends a default', () =>
    lacks(
      '/**\n * Opens.\n *\n * @param n - The door, defaults to 10.\n */\n',
      'export function f(n = 20) {\n  go(n)\n}\n',
      '/**\n * Opens.\n *\n * @param n - The door, defaults to 20.\n */\n',
    ))
  it('not a default that is right in another spelling', () =>
    stays(
      '/**\n * Opens.\n *\n * @param n - The door, defaults to 1000.\n */\nexport function f(n = 1_000) {\n  go(n)\n}\n',
    ))
  it('mends the class of an error', () =>
    lacks(
      '/**\n * Opens.\n *\n * @throws {RangeError} if it is no integer.\n */\n',
      "export function f(n: number) {\n  if (!Number.isInteger(n)) throw new TypeError('no')\n}\n",
      '/**\n * Opens.\n *\n * @throws {TypeError} if it is no integer.\n */\n',
    ))
  it('not where something called may throw that class', () =>
    stays(
      "/**\n * Opens.\n *\n * @throws {RangeError} if it is no integer.\n */\nexport function f(n: number) {\n  go(n)\n  if (!Number.isInteger(n)) throw new TypeError('no')\n}\n",
    ))
  it('not a wider class', () =>
    stays(
      "/**\n * Opens.\n *\n * @throws {Error} if it is no integer.\n */\nexport function f(n: number) {\n  if (!Number.isInteger(n)) throw new TypeError('no')\n}\n",
    ))
  it('takes away what is said to be returned by what returns nothing', () =>
    lacks(
      '/**\n * Opens.\n *\n * @param n - The door.\n * @returns The door.\n */\n',
      'export function f(n: number) {\n  go(n)\n}\n',
      '/**\n * Opens.\n *\n * @param n - The door.\n */\n',
    ))
  it('not of a stub', () =>
    stays(
      "/**\n * Opens.\n *\n * @param n - The door.\n * @returns The door; subclasses throw.\n */\nexport function f(n: number) {\n  throw new Error('not implemented')\n}\n",
    ))
  it('not of an async function', () =>
    stays(
      '/**\n * Opens.\n *\n * @param n - The door.\n * @returns The door.\n */\nexport async function f(n: number) {\n  go(n)\n}\n',
    ))
})

describe('docs: order and identity', () => {
  it('puts the most telling first, and gives the same again', () => {
    const text = `let a\nexport function f(o: any) {\n  const { n = 1 } = o\n  go(n)\n}\nexport function g(n: number) ${BODY}\n`
    const { findings } = improve(text)
    assert.deepEqual(
      findings.map(finding => finding.symbol),
      ['g', 'f'],
    )
    assert.deepEqual(improve(text).findings, findings)
  })
  it('keeps the fingerprint when the file changes elsewhere', () => {
    const text = `let a\nexport function g(n: number) ${BODY}\n`
    assert.equal(improve(text).findings[0]!.fingerprint, improve(`let b\n${text}`).findings[0]!.fingerprint)
  })
})

describe('docs: texts made to hurt', () => {
  it('comments opened and never closed, in a string', () =>
    stays(`export const s = '${'/** '.repeat(100_000)}'\n`))
  it('one endless word after a tag', () =>
    stays(`/**\n * @param ${'a'.repeat(100_000)}\n */\nexport function f(n: number) ${BODY}\n`))
  it('expressions too deep to walk', () => {
    const text = `let a\nexport const f = (n: any) => ${'(['.repeat(3000)}n${'])'.repeat(3000)}\n`
    assert.deepEqual(improve(text).findings, [])
  })
  it('a long chain of operators', () => {
    const text = `let a\nexport const f = (n: any) => ${'n + '.repeat(20_000)}n\n`
    assert.deepEqual(improve(text).findings, [])
  })
  it('the names that every object has', () => {
    const code =
      "export function constructor(n: any) {\n  if (typeof n === 'constructor') throw new RangeError('no')\n}\n"
    expectDocs(code, `/** Throws a RangeError if \`typeof n === 'constructor'\`. */\n${code}`)
  })
})
