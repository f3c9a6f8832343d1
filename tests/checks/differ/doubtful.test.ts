import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaveOutEndless } from '../../../src/checks/differ/compareSides.ts'
import type { TrialBench } from '../../../src/checks/differ/trialBench.ts'
import { tryModule } from '../../../src/checks/differ/tryModule.ts'
import { NO_WORDS } from '../../../src/checks/inputs/harvest.ts'
import type { Observation, Script } from '../../../src/model/trial.ts'

const call = (...args: number[]): Script => ({
  steps: [{ of: null, path: ['f'], does: 'call', args }],
  waits: true,
})

/** A bench that shows what it is told to, for each ask of a side. */
function benchOf(show: (side: 'base' | 'head', script: Script, ask: number) => Observation): TrialBench {
  const asks = { base: 0, head: 0 }
  return {
    async show(side, scripts) {
      const ask = ++asks[side]
      return { shows: new Map(scripts.map((one, at) => [at, show(side, one, ask)])), loading: [], loaded: '' }
    },
    firstOther: async () => -1,
    notice: async () => [],
    file: async () => '',
    allows: () => true,
    close: async () => {},
  }
}

test('of scripts that never end on the base one stays, the shortest', async () => {
  const [quick, endless, shorter] = [call(1), call(2, 22_222), call(2)]
  const bench = benchOf((_, { steps: [step] }) => (step!.args[0] === 2 ? { hangs: true } : { seen: '1' }))
  assert.deepEqual(await leaveOutEndless(bench, [endless, quick, shorter]), { scripts: [quick, shorter] })
  assert.deepEqual((await leaveOutEndless(bench, [quick])).scripts, [quick])
  // Where nothing else is left, the scripts are not to blame.
  assert.deepEqual(await leaveOutEndless(bench, [endless, shorter]), { scripts: [endless, shorter] })
})

test('a difference that shows twice and no more is a doubt, and the trial goes on through all rounds', async () => {
  const surface = { path: ['f'], kind: 'function' as const, calls: [], members: [] }
  const harvest = { strings: [], numbers: [], patterns: [], names: [] }
  const change = {
    altered: [],
    marked: [],
    alterable: new Set<number>(),
    words: NO_WORDS,
    texts: { base: new Map(), head: new Map() },
  }
  const bench = benchOf((side, _, ask) => ({ seen: side === 'head' && ask <= 2 ? '2' : '1' }))
  const subject = { module: 'a.js', surfaces: [surface], gone: [], harvest, written: [call(1)], hidden: [] }
  const limits = { guide: new Map(), seed: 1, enough: 0.9, isOver: () => false }
  const tried = await tryModule(bench, subject, change, [], async () => [], limits)
  assert.equal(tried.difference, null)
  assert.ok(tried.doubtful > 0)
  assert.ok(tried.scripts > 2_000, `${tried.scripts} scripts`)
})
