import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Compared } from '../../../src/bench/compareCase.ts'
import { judgeSizes, type SizedCase } from '../../../src/flow/measure/judgeSizes.ts'

/** A case with pairs that take `base` nanoseconds, and `change` of that more. */
function sized(size: number | null, verdict: Compared['verdict'], change: number, base = 10_000): SizedCase {
  const pair = { base, candidate: base * (1 + change) }
  const compared = {
    verdict,
    why: verdict === 'inconclusive' ? '56 pairs show no difference' : '',
    seen: { pairs: 10, change, between: [change - 0.01, change + 0.01], spread: 0, p: 0 },
    confirmed: verdict === 'inconclusive' ? null : { pairs: 12 },
    pairs: [pair, pair, pair],
  } as unknown as Compared
  return { name: `f with ${size} elements`, size, compared }
}

describe('what was measured of an improvement', () => {
  it('is a gain where two sizes are better and none is worse', () => {
    const { isBetter, why } = judgeSizes([sized(1_000, 'better', -0.5), sized(10_000, 'better', -0.9)])
    assert.equal(isBetter, true)
    assert.equal(
      why,
      'f with 1000 elements: 2.0x as fast (2.0 to 2.0, 22 pairs); f with 10000 elements: 10.0x as fast (9.1 to 11.1, 22 pairs)',
    )
  })

  it('is none where one size alone is better, however often', () => {
    const once = [sized(1_000, 'better', -0.5), sized(1_000, 'better', -0.5), sized(10, 'inconclusive', 0)]
    assert.equal(judgeSizes(once).isBetter, false)
    assert.match(judgeSizes(once).why, /^measured faster in one case alone: /)
  })

  it('is none where any size is slower, with the figure', () => {
    const slower = [sized(1_000, 'better', -0.5), sized(10_000, 'better', -0.9), sized(100, 'worse', 0.25)]
    assert.deepEqual(judgeSizes(slower), {
      isBetter: false,
      why: 'measured slower: f with 100 elements: 0.80x as fast, a loss (0.79 to 0.81, 22 pairs)',
    })
  })

  it('forgives and tells what nobody can feel: less than a microsecond with ten elements', () => {
    const better = [sized(1_000, 'better', -0.5), sized(10_000, 'better', -0.9)]
    const few = judgeSizes([...better, sized(10, 'worse', 0.4, 500)])
    assert.equal(few.isBetter, true)
    assert.match(few.why, /f with 10 elements: 0\.71x as fast, a loss/)
    assert.equal(judgeSizes([...better, sized(10, 'worse', 0.4, 5_000)]).isBetter, false)
    assert.equal(judgeSizes([...better, sized(null, 'worse', 0.4, 500)]).isBetter, false)
  })

  it('is none where nothing shows, or a gain is too small to be worth a change', () => {
    assert.match(judgeSizes([]).why, /^measured no faster: nothing could be measured$/)
    assert.match(judgeSizes([sized(1_000, 'inconclusive', 0)]).why, /no difference \(56 pairs show/)
    assert.equal(judgeSizes([sized(1_000, 'better', -0.03), sized(10, 'better', -0.03)]).isBetter, false)
  })
})
