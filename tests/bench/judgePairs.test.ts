import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compareCase } from '../../src/bench/compareCase.ts'
import { nextConfirmation, nextStep, RULES, reachOf, readPairs } from '../../src/bench/judgePairs.ts'
import type { PairFact } from '../../src/model/benchmark.ts'

/** Always the same numbers from one seed; normal ones, and now and then one that is three times as far out. */
function noise(seed: number, spread: number): () => number {
  let state = seed | 1
  const uniform = () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    state ^= state >>> 12
    state = Math.imul(state, 0x297a2d39)
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32
  }
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
    return normal * spread * (uniform() < 0.1 ? 3 : 1)
  }
}

const fact = (ratio: number): PairFact => ({
  ratio,
  base: 1,
  candidate: Math.exp(ratio),
  times: { base: [1], candidate: [Math.exp(ratio)] },
  memory: { base: 1, candidate: 1 },
  start: { base: 1, candidate: 1 },
  oneProcessor: true,
})

/** How many of so many comparisons end as each verdict, where the candidate's time is the base's times `factor`. */
async function verdicts(factor: number, spread: number, decisions: number) {
  const count = { better: 0, worse: 0, inconclusive: 0 }
  for (let seed = 0; seed < decisions; seed++) {
    const draw = noise(7919 * seed + 13, spread)
    const measure = async (pairs: number) =>
      Array.from({ length: pairs }, () => fact(Math.log(factor) + draw()))
    count[(await compareCase('x', measure)).verdict]++
  }
  return count
}

describe('a comparison, on noise that is known', () => {
  it('calls the same code better or worse in one case of a hundred at the most', async () => {
    for (const spread of [0.02, 0.06, 0.3]) {
      const { better, worse } = await verdicts(1, spread, 300)
      assert.ok(better + worse <= 3, `${better} + ${worse} of 300 at a spread of ${spread}`)
    }
  })

  it('finds a tenth nearly always, and a twentieth more often than not', async () => {
    assert.ok((await verdicts(0.9, 0.08, 60)).better >= 54)
    assert.ok((await verdicts(0.95, 0.06, 60)).better >= 36)
    assert.ok((await verdicts(1.1, 0.08, 60)).worse >= 54)
  })

  it('stops at once where nothing can come of it, and says so', async () => {
    const draw = noise(5, 0.6)
    const asked: number[] = []
    const { verdict, why } = await compareCase('x', async pairs => {
      asked.push(pairs)
      return Array.from({ length: pairs }, () => fact(draw()))
    })
    assert.deepEqual([verdict, asked], ['inconclusive', [RULES.looks[0]]])
    assert.match(
      why,
      /^pairs differ by \d+\.\d %: even 56 of them could only show a change of \d+\.\d % or more$/,
    )
  })

  it('goes on where what it seems to be is within reach, however wide the spread', async () => {
    const draw = noise(11, 0.25)
    const { verdict } = await compareCase('x', async pairs =>
      Array.from({ length: pairs }, () => fact(Math.log(1.35) + draw())),
    )
    assert.equal(verdict, 'worse')
    const wide = [0.9, 0.75, 0.6, 0.5, 0.45, 0.4, 0.35, 0.1, -0.3, -0.4]
    assert.deepEqual(nextStep(wide), { next: 'measure', pairs: 4 })
    assert.equal(nextStep(wide.map((one, at) => (at % 2 ? -one : one))).next, 'stop')
  })

  it('needs other pairs to say the same', async () => {
    let looks = 0
    const { verdict, why, confirmation } = await compareCase('x', async pairs => {
      looks += 1
      return Array.from({ length: pairs }, (_, at) =>
        fact((looks === 1 ? -0.1 : 0) + 0.001 * (at % 2 ? 1 : -1)),
      )
    })
    assert.equal(verdict, 'inconclusive')
    assert.ok(RULES.confirm.looks.includes(confirmation.length))
    assert.match(why, /it looked better, and \d\d more pairs did not confirm it/)
  })
})

describe('a look', () => {
  it('calls nothing a difference that is under two in a hundred', () => {
    const sure = (share: number) => Array.from({ length: 10 }, (_, at) => Math.log(1 + share) + at * 1e-6)
    assert.deepEqual(nextStep(sure(-0.03)), { next: 'confirm', seen: 'better' })
    assert.deepEqual(nextStep(sure(0.03)), { next: 'confirm', seen: 'worse' })
    assert.match(JSON.stringify(nextStep(sure(-0.01))), /under 2\.0 %/)
  })

  it('asks for as many pairs as the next look has', () => {
    assert.deepEqual(nextStep([]), { next: 'measure', pairs: 10 })
    const wavering = Array.from({ length: 10 }, (_, at) => (at % 2 ? 0.05 : -0.05))
    assert.deepEqual(nextStep(wavering), { next: 'measure', pairs: 4 })
  })

  it('is confirmed in its own direction only', () => {
    const faster = Array.from({ length: 12 }, (_, at) => -0.05 - at * 1e-4)
    assert.deepEqual(nextConfirmation(faster, 'better'), { next: 'stop', holds: true })
    assert.deepEqual(nextConfirmation(faster, 'worse'), { next: 'stop', holds: false })
  })

  it('gets more pairs where a few were wild, and not for ever', () => {
    const wild = [0.46, 0.37, 0.3, ...Array.from({ length: 9 }, (_, at) => -0.05 - at * 1e-4)]
    assert.deepEqual(nextConfirmation([], 'better'), { next: 'measure', pairs: 12 })
    assert.deepEqual(nextConfirmation(wild, 'better'), { next: 'measure', pairs: 8 })
    const more = [...wild, ...Array.from({ length: 8 }, (_, at) => -0.05 - at * 1e-4)]
    assert.deepEqual(nextConfirmation(more, 'better'), { next: 'stop', holds: true })
    const wavering = Array.from({ length: 32 }, (_, at) => (at % 2 ? 0.0502 : -0.0503) + at * 1e-6)
    assert.deepEqual(nextConfirmation(wavering, 'better'), { next: 'stop', holds: false })
  })

  it('says what it read as a share, with an interval round it', () => {
    const { change, between, pairs } = readPairs(
      Array.from({ length: 20 }, (_, at) => Math.log(0.8) + (at - 9.5) / 1000),
    )
    assert.ok(Math.abs(change + 0.2) < 0.001)
    assert.ok(between[0] < change && change < between[1])
    assert.equal(pairs, 20)
    assert.ok(reachOf(0.08, 56, 0.02) < reachOf(0.08, 20, 0.02))
  })
})
