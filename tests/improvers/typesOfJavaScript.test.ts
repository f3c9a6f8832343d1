import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lacksTypes } from '../../src/improvers/types.ts'
import { typedScripts } from './typedFiles.ts'

const becomes = (files: Record<string, string>, wanted: string) => {
  const [path] = Object.keys(files)
  assert.equal(typedScripts(files).texts[path!], wanted)
}
const isLeft = (files: Record<string, string>, options = {}) =>
  assert.deepEqual(typedScripts(files, options).findings, [])

const HALF = 'export function half(of) {\n  return of / 2\n}\nhalf(3)\n'
const SAID = '/**\n * @param {number} of\n */\n'

describe('types of what functions of JavaScript take', () => {
  it('stand in a doc comment, that of the function, variable, member or property', () => {
    becomes({ 'a.js': HALF }, SAID + HALF)
    const arrow = 'export const half = of => of / 2\nhalf(3)\n'
    becomes({ 'a.js': arrow }, SAID + arrow)
    becomes(
      { 'a.js': 'export class A {\n  half(of) {\n    return of / 2\n  }\n}\nnew A().half(3)\n' },
      'export class A {\n  /**\n   * @param {number} of\n   */\n  half(of) {\n    return of / 2\n  }\n}\nnew A().half(3)\n',
    )
    becomes(
      { 'a.js': 'export const all = {\n  half: function (of) {\n    return of / 2\n  },\n}\nall.half(3)\n' },
      'export const all = {\n  /**\n   * @param {number} of\n   */\n  half: function (of) {\n    return of / 2\n  },\n}\nall.half(3)\n',
    )
    const exported = 'exports.half = function (of) {\n  return of / 2\n}\nexports.half(3)\n'
    becomes({ 'a.cjs': exported }, SAID + exported)
  })

  it('go into the tags that are there, and between them in the order of the parameters', () => {
    becomes(
      { 'a.js': `/**\n * Half of it.\n * @param of what\n * @returns that\n */\n${HALF}` },
      `/**\n * Half of it.\n * @param {number} of what\n * @returns that\n */\n${HALF}`,
    )
    const join = "export const join = (one, at, two) => one.trim() + at / 2 + two.trim()\njoin('a', 1, 'b')\n"
    becomes(
      {
        'a.js': `/**\n * Joins.\n *\n * @param {string} one\n *   the first\n *\n * @returns {string}\n */\n${join}`,
      },
      `/**\n * Joins.\n *\n * @param {string} one\n *   the first\n * @param {number} at\n * @param {string} two\n *\n * @returns {string}\n */\n${join}`,
    )
    becomes(
      { 'a.js': `/** Joins. */\n${join}` },
      `/**\n * Joins.\n * @param {string} one\n * @param {number} at\n * @param {string} two\n */\n${join}`,
    )
    becomes(
      { 'a.js': `/**\r\n * Joins.\r\n */\r\n${join.replaceAll('\n', '\r\n')}` },
      `/**\r\n * Joins.\r\n * @param {string} one\r\n * @param {number} at\r\n * @param {string} two\r\n */\r\n${join.replaceAll('\n', '\r\n')}`,
    )
  })

  it('stand in one line where those of the file do', () => {
    const near = '/** @param {string} text */\nexport const trim = text => text.trim()\n\n'
    becomes({ 'a.js': near + HALF }, `${near}/** @param {number} of */\n${HALF}`)
  })

  it('say what may be left out, and one element of the rest', () => {
    const cut = "export function cut(text, end) {\n  return text.slice(0, end)\n}\ncut('a', 1)\ncut('b')\n"
    becomes({ 'a.js': cut }, `/**\n * @param {string} text\n * @param {number} [end]\n */\n${cut}`)
    const sum = 'export function sum(...all) {\n  return all.length\n}\nsum(1, 2)\nsum(3)\n'
    becomes({ 'a.js': sum }, `/**\n * @param {...number} all\n */\n${sum}`)
  })

  it('are named as the comments of the file name them, or by where they come from', () => {
    const shape = { 'shape.ts': 'export interface Shape { area: number; name: string }\n' }
    const one = (name: string) =>
      `/** @param {import('./shape.js').Shape} shape */\nexport const ${name} = shape => shape.area\n\n`
    const use = `${['a', 'b', 'c', 'd'].map(one).join('')}export const e = shape => shape.area + shape.name.length\n`
    const { texts } = typedScripts({ 'a.js': use, ...shape })
    assert.match(
      texts['a.js']!,
      /@param \{import\(["']\.\/shape\.js["']\)\.Shape\} shape \*\/\nexport const e/,
    )
    const named = `/** @typedef {import('./shape.js').Shape} Shape */\n\n/** @param {Shape} shape */\nexport const a = shape => shape.area\n\n`
    const rest = 'export const b = shape => shape.area + shape.name.length\n'
    becomes({ 'a.js': named + rest, ...shape }, `${named}/** @param {Shape} shape */\n${rest}`)
  })

  it('do not go into a comment that is about the file, a type, or apart', () => {
    for (const above of [
      '/**\n * @fileoverview Numbers.\n */\n',
      "/**\n * @typedef {import('./b.js').B} B\n */\n\n",
      '/**\n * What is left of numbers.\n */\n\n',
    ])
      becomes({ 'a.js': above + HALF, 'b.ts': 'export interface B {}\n' }, above + SAID + HALF)
  })

  it('never end the comment', () => {
    const ends = "export type Mark = '*/' | '//'\nexport const take = (mark: '*/' | '//') => mark\n"
    const use = "import { take } from './b.js'\nexport function go(mark) {\n  return take(mark)\n}\n"
    const { texts } = typedScripts({ 'a.js': use, 'b.ts': ends })
    assert.equal(texts['a.js'], use)
  })

  it('are left alone in what the compiler does not check', () => {
    isLeft({ 'a.js': HALF }, { checkJs: false })
    isLeft({ 'a.js': `// @ts-nocheck\n${HALF}` })
    const checked = `// @ts-check\n\n${HALF}`
    const { texts } = typedScripts({ 'a.js': checked }, { checkJs: false })
    assert.equal(texts['a.js'], `// @ts-check\n\n${SAID}${HALF}`)
  })

  it('are left alone where they are said: by a tag, a type of the whole, or in front of the parameter', () => {
    isLeft({ 'a.js': `/** @param {*} of */\n${HALF}` })
    isLeft({ 'a.js': `/** @type {(of: any) => number} */\nexport const half = of => of / 2\nhalf(3)\n` })
    isLeft({ 'a.js': 'export function half(/** @type {any} */ of) {\n  return of / 2\n}\nhalf(3)\n' })
  })

  it('are left alone where a comment has no place, and where callers hand over something else', () => {
    isLeft({ 'a.js': 'export const halves = [of => of / 2]\nhalves[0](3)\n' })
    isLeft({ 'a.js': 'let one = 1; function half(of) { return of / 2 }\nhalf(one)\n' })
    isLeft({ 'a.js': `export function show(of) {\n  return of\n}\nshow(1)\nshow('a')\nshow([])\nshow({})\n` })
  })

  it('is asked of a file without a program only where a function lacks them', () => {
    const lacks = (text: string) => lacksTypes({ path: 'a.js', text } as Parameters<typeof lacksTypes>[0])
    assert.equal(lacks(HALF), true)
    assert.equal(lacks(SAID + HALF), false)
    assert.equal(lacks('export const one = () => 1\n'), false)
  })
})
