import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sample } from '../../../src/checks/inputs/sample.ts'

const never = fc.integer().filter(() => false)

test('values that no search finds are left out, the others are made', () => {
  assert.deepEqual(sample(never, 5, 1), [])
  const some = sample(fc.oneof(fc.constant('made'), never), 40, 1, 500)
  assert.ok(some.length > 5 && some.length < 40, `${some.length} of 40`)
  assert.ok(some.every(one => one === 'made'))
})

test('after as many draws as all of them may take there are no more', () => {
  let asked = 0
  const counted = fc.integer().filter(() => ++asked < 0)
  assert.deepEqual(sample(counted, 50, 1), [])
  assert.ok(asked <= 50 * 10_000, `${asked} draws`)
})

test('what ends is what the generator makes without a bound', () => {
  const anything = fc.anything()
  assert.deepEqual(sample(anything, 100, 7), fc.sample(anything, { numRuns: 100, seed: 7 }))
})

test('a fault of a generator is not hidden', () => {
  const faulty = fc.integer().map(() => {
    throw new RangeError('faulty')
  })
  assert.throws(() => sample(faulty, 1, 1), RangeError)
})
