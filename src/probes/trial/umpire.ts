import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Observation, TrialLine, TrialPlan } from '../../model/trial.ts'
import { startSide } from './startSide.ts'

/**
 * Puts every bundle of a plan through its scripts and prints what they show, a line each. It runs nothing of the repository
 * itself: a side that hangs is killed, and a new one goes on behind the script that it hung in.
 */

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as TrialPlan
const waiting = [...plan.bundles.keys()]
const lanes = Array.from({ length: Math.min(waiting.length, availableParallelism()) }, async () => {
  for (let bundle = waiting.shift(); bundle !== undefined; bundle = waiting.shift()) await tryBundle(bundle)
})
await Promise.all(lanes).catch((error: Error) => print({ failed: error.message }))

async function tryBundle(bundle: number): Promise<void> {
  const { file, runs } = plan.bundles[bundle]!
  const waits = new Set(runs)
  const take = (script: number, shows: Observation): boolean => {
    print({ bundle, script, shows })
    waits.delete(script)
    const wanted = plan.until?.[script]
    return wanted != null && !('seen' in shows && shows.seen === wanted)
  }
  for (let lost = 0; waits.size && lost < plan.mostLost; lost++) {
    const left = [...waits]
    const task = {
      tree: plan.tree,
      file,
      scripts: left.map(number => plan.scripts[number]!),
      numbers: left,
      hidden: plan.hidden,
      ...(plan.keeps && { keeps: plan.keeps }),
    }
    const end = await startSide(task, plan.patienceMs, take, (loading, seen) =>
      print({ bundle, loading, seen }),
    )
    if (end.how === 'stopped' || end.how === 'done') return
    if (end.how === 'unloadable') {
      for (const script of left) if (take(script, { ends: `cannot be loaded: ${end.why}` })) return
      return
    }
    const at = end.script ?? left[0]!
    if (take(at, end.how === 'hung' ? { hangs: true } : { ends: end.why })) return
  }
  for (const script of waits) if (take(script, { ends: 'given up after too many that ended or hung' })) return
}

function print(line: TrialLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
