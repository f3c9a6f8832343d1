import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hodgesLehmann, interval, median, signedRank } from '../../src/bench/signedRank.ts'

/** By the definition: every choice of signs, counted. */
function byHand(values: number[]): { greater: number; less: number } {
  const sizes = values.map(Math.abs)
  const rank = (size: number) =>
    sizes.filter(other => other < size).length + (sizes.filter(other => other === size).length + 1) / 2
  const sumOf = (signs: boolean[]) => sizes.reduce((sum, size, at) => sum + (signs[at] ? rank(size) : 0), 0)
  const seen = sumOf(values.map(value => value > 0))
  const all = Array.from({ length: 2 ** values.length }, (_, bits) =>
    sumOf(values.map((_, at) => (bits >> at) % 2 === 1)),
  )
  const share = (test: (sum: number) => boolean) => all.filter(test).length / all.length
  return { greater: share(sum => sum >= seen - 1e-9), less: share(sum => sum <= seen + 1e-9) }
}

const nonZero = fc.integer({ min: -6, max: 6 }).filter(value => value !== 0)

describe('the signed rank test', () => {
  it('is what its definition says, ties included', () => {
    fc.assert(
      fc.property(fc.array(nonZero, { minLength: 1, maxLength: 9 }), values => {
        const { greater, less } = signedRank(values)
        const known = byHand(values)
        assert.ok(Math.abs(greater - known.greater) < 1e-12)
        assert.ok(Math.abs(less - known.less) < 1e-12)
      }),
      { numRuns: 200 },
    )
  })

  it('knows the textbook: eight of eight is 1 in 256, and zeros say nothing', () => {
    assert.equal(signedRank([1, 2, 3, 4, 5, 6, 7, 8]).greater, 1 / 256)
    assert.deepEqual(signedRank([0, 1, 0, 2]), signedRank([1, 2]))
    assert.deepEqual(signedRank([]), { n: 0, greater: 1, less: 1 })
  })

  it('turns round with its values', () => {
    fc.assert(
      fc.property(fc.array(nonZero, { minLength: 1, maxLength: 30 }), values => {
        const [one, other] = [signedRank(values), signedRank(values.map(value => -value))]
        assert.ok(Math.abs(one.greater - other.less) < 1e-12)
      }),
    )
  })
})

describe('the estimate and its interval', () => {
  it('moves with the values, and one wild value moves it little', () => {
    assert.equal(hodgesLehmann([1, 2, 3, 4, 1000]), 3)
    assert.equal(hodgesLehmann([5]), 5)
    assert.ok(Number.isNaN(median([])))
  })

  it('is the published one for ten values at 95 %', () => {
    // The critical value for n = 10 is 8, so the ninth of the sorted means of two from either end.
    assert.deepEqual(interval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95), [3, 8])
  })

  it('is anything where there are too few values for that confidence', () => {
    assert.deepEqual(interval([1, 2, 3], 0.95), [-Infinity, Infinity])
    assert.deepEqual(interval([], 0.95), [-Infinity, Infinity])
  })

  it('holds the estimate', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 40 })
    fc.assert(
      fc.property(values, list => {
        const [from, to] = interval(list, 0.95)
        const middle = hodgesLehmann(list)
        assert.ok(from <= middle && middle <= to)
      }),
    )
  })
})
