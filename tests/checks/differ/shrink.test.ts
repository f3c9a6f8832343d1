import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shrink } from '../../../src/checks/differ/compareSides.ts'
import type { TrialBench } from '../../../src/checks/differ/trialBench.ts'
import type { Script } from '../../../src/model/trial.ts'

const CALL: Script = { steps: [{ of: null, path: ['f'], does: 'call', args: [] }], waits: true }

/** A bench on which the base always shows 1, and the head what it is asked for. */
function benchOf(head: (scripts: Script[]) => string): TrialBench {
  return {
    async show(side, scripts) {
      const seen = side === 'base' ? '1' : head(scripts)
      return { shows: new Map(scripts.map((_, at) => [at, { seen }])), loading: [], loaded: '' }
    },
    firstOther: async () => -1,
    notice: async () => [],
    file: async () => '',
    allows: () => true,
    close: async () => {},
  }
}

const compared = { wanted: ['1', '1'], different: [1], unstable: [], loaded: '', loading: null }

test('what differed and does so no more is no counterexample', async () => {
  assert.equal(
    await shrink(
      benchOf(() => '1'),
      [CALL, CALL],
      compared,
    ),
    null,
  )
})

test('what differs behind other calls is one, and says so', async () => {
  const behind = benchOf(scripts => (scripts.length > 1 ? '2' : '1'))
  const found = await shrink(behind, [CALL, CALL], compared)
  assert.deepEqual(found, { script: CALL, before: '1', after: '2', alone: false })
})
