import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_WORDS } from '../../../src/checks/inputs/harvest.ts'
import { withOptionsOf, withWordsOf } from '../../../src/checks/inputs/wordsOfChange.ts'
import type { Frozen } from '../../../src/model/frozen.ts'
import type { Script } from '../../../src/model/trial.ts'

const words = { ...NO_WORDS, numbers: [10], strings: ['gzip'], names: ['level'] }
const object = (of: [string, Frozen][]): Frozen => ({ $: 'object', of })

test('a number becomes the one of the change, one less and one more; a text its text', () => {
  assert.deepEqual(withWordsOf(words, 3), [10, 9, 11])
  assert.deepEqual(withWordsOf(words, 10), [9, 11])
  assert.deepEqual(withWordsOf(words, 'a'), ['gzip'])
  assert.deepEqual(withWordsOf(words, true), [])
  assert.deepEqual(withWordsOf(words, null), [])
  assert.deepEqual(withWordsOf(NO_WORDS, 3), [])
})

test('so do the members of lists and objects, and a property that is read comes in where it is not', () => {
  assert.deepEqual(withWordsOf(words, { $: 'array', of: ['a', { $: 'hole' }] }), [
    { $: 'array', of: ['gzip', { $: 'hole' }] },
  ])
  const found = withWordsOf(words, object([['name', 'a']]))
  for (const wanted of [
    object([['name', 'gzip']]),
    object([
      ['name', 'a'],
      ['level', 11],
    ]),
    object([
      ['name', 'a'],
      ['level', true],
    ]),
  ])
    assert.ok(
      found.some(one => JSON.stringify(one) === JSON.stringify(wanted)),
      JSON.stringify(wanted),
    )
  assert.ok(!withWordsOf(words, object([['level', 1]])).some(one => JSON.stringify(one).includes('true')))
})

test('a call without options is tried with what the change reads of them, on and off', () => {
  const call = (args: Frozen[]): Script => ({
    steps: [{ of: null, path: ['f'], does: 'call', args }],
    waits: true,
  })
  assert.deepEqual(withOptionsOf(words, call(['a'])), [
    call(['a', object([['level', true]])]),
    call(['a', object([['level', false]])]),
  ])
  assert.deepEqual(withOptionsOf(words, call(['a', object([['other', 1]])])), [])
  assert.deepEqual(withOptionsOf(NO_WORDS, call(['a'])), [])
})

test('what is nested without an end ends', () => {
  let deep: Frozen = 1
  for (let depth = 0; depth < 50; depth += 1) deep = { $: 'array', of: [deep] }
  assert.deepEqual(withWordsOf(words, deep), [])
})
