import assert from 'node:assert/strict'
import { test } from 'node:test'
import { distil } from '../../../src/checks/differ/distil.ts'
import type { TrialBench } from '../../../src/checks/differ/trialBench.ts'
import type { Script } from '../../../src/model/trial.ts'

const GUIDE = new Map([['a.js', 'with a mark on every way']])
const MARKED = new Map([['a.js', 'with a mark on the change']])
const harvest = { strings: [], numbers: [], patterns: [], names: [] }
const call = (number: number): Script => ({
  steps: [{ of: null, path: ['f'], does: 'call', args: [number] }],
  waits: true,
})

/** A bench on which every hundredth call passes the change, and one call takes a way of its own. */
function benchOf(asked: { times: number }): TrialBench {
  return {
    async show(_, scripts, texts) {
      asked.times += 1
      const hitsOf = (number: number) =>
        texts === MARKED ? (number % 100 === 0 ? [1] : null) : [number === 1_234 ? 8 : 7]
      const shows = scripts.map((script, at) => {
        const hits = hitsOf(script.steps[0]!.args[0] as number)
        return [at, { seen: '', ...(hits && { hits, times: [1] }) }] as const
      })
      return { shows: new Map(shows), loading: [], loaded: '' }
    },
    firstOther: async () => -1,
    notice: async () => [],
    file: async () => '',
    allows: () => true,
    close: async () => {},
  }
}

test('of many calls those stay that reach the change, and the first on each way', async () => {
  const scripts = Array.from({ length: 2_000 }, (_, at) => call(at))
  const kept = await distil(benchOf({ times: 0 }), { guide: GUIDE, marked: MARKED, harvest }, scripts)
  assert.ok(kept.length < 200, `${kept.length} are kept`)
  for (let number = 0; number < 2_000; number += 100) assert.ok(kept.includes(scripts[number]!), `${number}`)
  assert.ok(kept.includes(scripts[1_234]!))
  assert.equal(new Set(kept).size, kept.length)
})

test('few calls stay as they are, and nothing is run for them', async () => {
  const scripts = Array.from({ length: 200 }, (_, at) => call(at))
  const asked = { times: 0 }
  assert.deepEqual(await distil(benchOf(asked), { guide: GUIDE, marked: MARKED, harvest }, scripts), scripts)
  assert.equal(asked.times, 0)
})
