import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkStart, type StartLimits } from '../../src/flow/check/checkStart.ts'
import { joined } from '../../src/flow/check/performanceCheck.ts'
import type { StartPair } from '../../src/model/benchmark.ts'
import type { CheckResult } from '../../src/model/check.ts'
import { Failure } from '../../src/model/failure.ts'

/** Pairs whose candidate takes so many times as long and as much, give or take 1 % in a fixed pattern. */
function planted(times: { ms?: number; kilobytes?: number }, wobble = 0.01) {
  let count = 0
  const pair = (): StartPair => {
    const noise = 1 + wobble * Math.sin(++count * 2.399)
    const { ms = 1, kilobytes = 1 } = times
    return {
      base: { ms: 50, kilobytes: 40_000 },
      candidate: { ms: 50 * ms * noise, kilobytes: 40_000 * kilobytes * noise },
    }
  }
  return async (pairs: number) => Array.from({ length: pairs }, pair)
}

const both: StartLimits = { startup: 0.1, memory: 0.1 }

test('more time or more memory than allowed fails, and each by its own limit', async () => {
  const slow = await checkStart(both, planted({ ms: 1.5 }))
  assert.equal(slow.status, 'failed')
  assert.match(
    slow.why,
    /^more than allowed: time to start \+\d+\.\d %, 10\.0 % allowed \(10 pairs and 12 that confirm it\)$/,
  )
  const large = await checkStart(both, planted({ kilobytes: 1.3 }))
  assert.equal(large.status, 'failed')
  assert.match(large.why, /^more than allowed: memory at start/)
  assert.equal((await checkStart({ startup: 0.1 }, planted({ kilobytes: 3 }))).status, 'passed')
  assert.equal((await checkStart({ startup: 0.8 }, planted({ ms: 1.5 }))).status, 'passed')
})

test('equal ones and better ones pass, with how many pairs said so', async () => {
  for (const times of [{}, { ms: 0.5, kilobytes: 0.5 }]) {
    const { status, why, evidence } = await checkStart(both, planted(times))
    assert.equal(status, 'passed')
    assert.match(why, /^time to start .* \(10 pairs.*\); memory at start .* \(10 pairs.*\)$/)
    assert.deepEqual(Object.keys(evidence), ['startup', 'memory'])
  }
})

test('what spreads too wide, and what new pairs do not confirm, cannot be told', async () => {
  assert.equal((await checkStart({ startup: 0.05 }, planted({ ms: 1.02 }, 0.9))).status, 'inconclusive')
  const [first, later] = [planted({ ms: 1.5 }), planted({})]
  let asked = 0
  const { status, why } = await checkStart({ startup: 0.1 }, pairs => (asked++ ? later : first)(pairs))
  assert.equal(status, 'inconclusive')
  assert.match(why, /that do not confirm it/)
})

test('a side that does not start is no verdict on its time, and a fault of ours is thrown', async () => {
  const lost = await checkStart(both, () => Promise.reject(new Failure('the candidate does not start: boom')))
  assert.deepEqual([lost.status, lost.why], ['inconclusive', 'the candidate does not start: boom'])
  await assert.rejects(
    checkStart(both, () => Promise.reject(new TypeError('ours'))),
    TypeError,
  )
})

test('of benchmarks and start the worse decides, and what did not run is told', () => {
  const one = (status: CheckResult['status']): CheckResult => ({ status, why: status, evidence: {} })
  assert.deepEqual(joined(one('passed'), one('failed')).status, 'failed')
  assert.deepEqual(joined(one('inconclusive'), one('passed')).status, 'inconclusive')
  assert.deepEqual(joined(one('not-run'), one('passed')).why, 'passed; not-run')
  assert.deepEqual(joined(one('not-run'), one('not-run')).status, 'not-run')
})
