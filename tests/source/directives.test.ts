import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DIRECTIVES, directiveIn } from '../../src/source/directives.ts'

/** Pieces of the marks themselves, in any order, so that some of them meet. */
const PIECES = DIRECTIVES.flatMap(({ mark }) => mark.source.match(/[A-Za-z$#@<>{}%:=_?!©^-]+/g) ?? [])
const piece = fc.constantFrom(...PIECES, ' ', '\n', '\t', '1', '(', ')', '[', ']', '/', '*', '.', 'a', 'Ä')
const comment = fc
  .tuple(fc.array(piece, { maxLength: 8 }), fc.constantFrom('same', 'upper', 'lower'))
  .map(([all, letters]) => {
    const text = all.join('')
    return letters === 'same' ? text : letters === 'upper' ? text.toUpperCase() : text.toLowerCase()
  })

test('what any mark finds is found, and nothing else', () => {
  let found = 0
  fc.assert(
    fc.property(comment, text => {
      const isMarked = DIRECTIVES.some(({ mark }) => mark.test(text))
      found += isMarked ? 1 : 0
      assert.equal(directiveIn(text) !== null, isMarked, JSON.stringify(text))
    }),
    { numRuns: 3_000 },
  )
  assert.ok(found > 300, `${found} of them had a mark`)
})
