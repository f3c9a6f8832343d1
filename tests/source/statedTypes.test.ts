import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classify } from './classify.ts'

const doc = (...lines: string[]) =>
  `a()\n/**\n * Adds two numbers.\n${lines.map(line => ` * ${line}\n`).join('')} */\nexport function add(b, c) {}\n`

/** What a tag says before and after. */
const TYPES: Record<string, [before: string, after: string]> = {
  'a type that comes': ['@param b - one', '@param {number} b - one'],
  'a type that goes': ['@param {number} b - one', '@param b - one'],
  'another type': ['@param {String} b - one', '@param {string} b - one'],
  'a type with arguments': ['@param b - one', '@param {Map<string, Item[]>} b - one'],
  'a function type': ['@param b - one', '@param {(item: T) => boolean} b - one'],
  'a parameter in brackets': ['@param b - one', '@param {number} [b=1] - one'],
  'the type of a result': ['@returns the sum', '@returns {number | undefined} the sum'],
}
const OTHERS: Record<string, [before: string, after: string]> = {
  'a status': ['@returns nothing', '@returns {404} nothing'],
  'a mention in a type': ['@param b - one', '@param {@evil} b - one'],
  'a type that imports': ['@param b - one', "@param {import('a').B} b - one"],
  'another parameter': ['@param {number} b - one', '@param {number} c - one'],
  'a type that is not closed': ['@param b - one', '@param {number b - one'],
  '@type': ['@param b - one', '@type {number}'],
}

describe('types that tags state', () => {
  for (const [what, [before, after]] of Object.entries(TYPES)) {
    it(`${what}: prose in TypeScript`, () => {
      const found = classify('src/a.ts', doc(before), doc(after))
      assert.equal(found.class, 'documentation_only', found.why)
    })
    it(`${what}: a type in JavaScript`, () => {
      const found = classify('src/a.js', doc(before), doc(after))
      assert.equal(found.class, 'type_hints_only', found.why)
    })
  }
  for (const [what, [before, after]] of Object.entries(OTHERS))
    for (const path of ['src/a.ts', 'src/a.js'])
      it(`${what} needs a person in ${path}`, () => {
        assert.equal(classify(path, doc(before), doc(after)).class, 'algorithm_change')
      })
})
