import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Observation, TrialLine, TrialPlan } from '../../model/trial.ts'
import type { CheckContext } from '../check.ts'
import { runIn } from '../runIn.ts'

/** What one bundle showed, by the place of the script in the plan; and while it was loaded, marks and words. */
export type Shown = { shows: Map<number, Observation>; loading: number[]; loaded: string }

/** A trial that came to no end; the message says why. */
export class BrokenTrial extends Error {}

/**
 * Puts the bundles of one tree through their scripts, in the sandbox: they see their own tree, and not the other side's.
 * @returns for each bundle of the plan what it showed.
 * @throws BrokenTrial when it ran into a limit, or what came back is no observation.
 */
export async function runTrial(context: CheckContext, plan: TrialPlan): Promise<Shown[]> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'git-improver-trial-'))
  try {
    const file = join(folder, 'plan.json')
    await writeFile(file, JSON.stringify(plan))
    const lent = { ...context, readable: [...context.readable, context.probes, folder] }
    const result = await runIn(plan.tree, [process.execPath, join(context.probes, 'umpire.js'), file], lent, {
      writable: false,
    })
    const shown: Shown[] = plan.bundles.map(() => ({ shows: new Map(), loading: [], loaded: '' }))
    for (const line of result.stdout.split('\n').filter(Boolean)) {
      const word = readLine(line)
      if ('failed' in word) throw new BrokenTrial(word.failed)
      const one = shown[word.bundle]
      if (!one) throw new BrokenTrial('an observation of nothing')
      if ('loading' in word) Object.assign(one, { loading: word.loading, loaded: word.seen })
      else one.shows.set(word.script, word.shows)
    }
    if (result.code !== 0)
      throw new BrokenTrial(
        result.ended === 'exit'
          ? `the trial ended with ${result.code ?? result.signal}: ${result.stderr.trim().slice(-300)}`
          : `the trial ran into its limit of ${result.ended}`,
      )
    return shown
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function readLine(line: string): TrialLine {
  try {
    return JSON.parse(line) as TrialLine
  } catch {
    throw new BrokenTrial(`what came back is no observation: ${line.slice(0, 200)}`)
  }
}

/** An observation in words: equal words mean that nothing different was seen. */
export function wordsOf(shown: Observation | undefined): string | null {
  if (!shown) return null
  if ('seen' in shown) return shown.seen
  return 'hangs' in shown ? 'never ends' : shown.ends
}
