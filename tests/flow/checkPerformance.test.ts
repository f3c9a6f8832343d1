import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BenchCase, BenchOutcome, BenchResult } from '../../src/flow/bench/bench.ts'
import { checkPerformance } from '../../src/flow/check/checkPerformance.ts'
import { Failure } from '../../src/model/failure.ts'

function seen(name: string, outcome: BenchOutcome, change: number): BenchCase {
  const between: [number, number] = [change - 0.01, change + 0.01]
  const reading = { pairs: 20, change, between, spread: 0.01 } as BenchCase['seen']
  const verdict = outcome === 'same' ? 'inconclusive' : outcome
  return {
    file: 'a.bench.ts',
    case: name,
    outcome,
    verdict,
    why: '',
    seen: reading,
    confirmed: null,
    pairs: [],
    confirmation: [],
  }
}

function measured(cases: BenchCase[], more: Partial<BenchResult> = {}): BenchResult {
  const ends = { base: 'a'.repeat(40), head: 'b'.repeat(40), self: false, sandbox: 'none' as const }
  return { ...ends, threshold: 0.05, cases, born: [], unmeasured: [], ...more }
}

/** Answers one measurement after the other and keeps what was asked for. */
function play(...results: (BenchResult | Error)[]) {
  return playWith(undefined, ...results)
}

/** The same case, whose processes needed so many times the base's memory, give or take 1 %. */
function withMemory(one: BenchCase, times: number, wobble = 0.01): BenchCase {
  const pairs = Array.from({ length: 14 }, (_, at) => ({
    memory: { base: 50_000, candidate: 50_000 * times * (1 + wobble * Math.sin(at * 2.399)) },
  }))
  return { ...one, pairs: pairs as BenchCase['pairs'] }
}

function playWith(memory: number | undefined, ...results: (BenchResult | Error)[]) {
  const asked: string[][] = []
  const verdict = checkPerformance(async only => {
    asked.push(only)
    const next = results.shift()
    if (next instanceof Error) throw next
    return next!
  }, memory)
  return verdict.then(result => ({ ...result, asked }))
}

describe('the check performance', () => {
  it('fails for a loss that a second measurement sees as well, and measures that case alone again', async () => {
    const { status, why, asked, evidence } = await play(
      measured([seen('slow', 'worse', 0.3), seen('fine', 'same', 0.001)]),
      measured([seen('slow', 'worse', 0.28)]),
    )
    assert.equal(status, 'failed')
    assert.match(why, /^slower, seen twice: a\.bench\.ts: slow \+30\.0 %$/)
    assert.deepEqual(asked, [[], ['a.bench.ts slow']])
    assert.equal((evidence.cases as unknown[]).length, 2)
    assert.equal((evidence.confirmation as unknown[]).length, 1)
  })

  it('cannot tell where the second measurement does not see it, and never fails for that', async () => {
    for (const second of [seen('slow', 'same', 0.001), seen('slow', 'inconclusive', 0.04)]) {
      const { status, why } = await play(measured([seen('slow', 'worse', 0.3)]), measured([second]))
      assert.equal(status, 'inconclusive')
      assert.match(why, /cannot be told: a\.bench\.ts: slow/)
    }
    const lost = await play(measured([seen('slow', 'worse', 0.3)]), new Failure('it broke'))
    assert.equal(lost.status, 'inconclusive')
    assert.match(lost.why, /the second measurement did not come about: it broke/)
  })

  it('passes what is better, the same, or slower by less than counts; once is enough for that', async () => {
    const cases = [seen('a', 'better', -0.4), seen('b', 'same', 0.01), seen('c', 'worse', 0.02)]
    const { status, why, asked } = await play(measured(cases))
    assert.deepEqual([status, why, asked.length], ['passed', '3 cases, none slower', 1])
  })

  it('judges memory where the policy says how much counts, by two measurements as well', async () => {
    const [lean, fat] = [1, 1.5].map(times => measured([withMemory(seen('a', 'same', 0), times)]))
    assert.equal((await play(fat!)).status, 'passed')
    const failed = await playWith(0.1, fat!, fat!)
    assert.equal(failed.status, 'failed')
    assert.match(failed.why, /^more memory, seen twice: a\.bench\.ts: a \+\d+\.\d % \(14 pairs\)$/)
    assert.deepEqual(failed.asked, [[], ['a.bench.ts a']])
    assert.equal((await playWith(0.1, fat!, lean!)).status, 'inconclusive')
    assert.deepEqual((await playWith(0.1, lean!)).why, '1 cases, none slower, none with more memory')
    const wide = measured([withMemory(seen('a', 'same', 0), 1.05, 0.6)])
    assert.match((await playWith(0.1, wide)).why, /^cannot be told: memory of a\.bench\.ts: a/)
  })

  it('says what it could not tell or measure, and does not run without benchmarks', async () => {
    assert.equal((await play(measured([seen('a', 'inconclusive', 0.1)]))).status, 'inconclusive')
    const unmeasured = [{ file: 'b.bench.ts', case: null, why: 'boom\nat line 3' }]
    const partly = await play(measured([seen('a', 'same', 0)], { unmeasured }))
    assert.deepEqual([partly.status, partly.why], ['inconclusive', 'not measured: b.bench.ts: boom'])
    const none = await play(new Failure('no benchmark at abc'))
    assert.deepEqual([none.status, none.why], ['not-run', 'no benchmark at abc'])
    assert.equal((await play(measured([], { born: ['new.bench.ts'] }))).status, 'not-run')
    await assert.rejects(play(new TypeError('our own fault')), TypeError)
  })
})
