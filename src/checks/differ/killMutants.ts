import type { Script } from '../../model/trial.ts'
import { Unbundled } from './bundleTrial.ts'
import type { Altered } from './readChange.ts'
import type { Shown } from './runTrial.ts'
import type { TrialBench, Wanted } from './trialBench.ts'

/** How many scripts a wrong program is put through before it counts as not noticed in this round. */
const MOST_RUNS = 400

/**
 * Which of some wrong programs the scripts notice. Each is put only through those that pass the statement that it is in.
 * @param wanted what the right program shows; null where that is not sure.
 * @param marked what the right program with marks showed: which script passes which statement.
 */
export async function killMutants(
  bench: TrialBench,
  scripts: Script[],
  wanted: Wanted,
  marked: { base: Shown | null; head: Shown | null },
  alive: readonly Altered[],
): Promise<Set<Altered>> {
  const killed = new Set<Altered>()
  for (const side of ['base', 'head'] as const) {
    const tried = alive
      .filter(one => one.side === side)
      .map(one => ({ one, runs: runsOf(one, marked[side], wanted.scripts) }))
      .filter(({ runs }) => runs.length)
    const altered = tried.map(({ one, runs }) => ({ texts: one.texts, runs }))
    const noticed = await noticeAll(bench, side, scripts, wanted, altered)
    for (const [at, { one }] of tried.entries()) if (noticed[at]) killed.add(one)
  }
  return killed
}

/** What cannot even be bundled is no program, and tells nothing of the inputs: it counts as not noticed. */
async function noticeAll(
  bench: TrialBench,
  side: 'base' | 'head',
  scripts: Script[],
  wanted: Wanted,
  altered: Parameters<TrialBench['notice']>[3],
): Promise<boolean[]> {
  try {
    return await bench.notice(side, scripts, wanted, altered)
  } catch (error) {
    if (!(error instanceof Unbundled)) throw error
    if (altered.length === 1) return [false]
    const half = Math.ceil(altered.length / 2)
    return [
      ...(await noticeAll(bench, side, scripts, wanted, altered.slice(0, half))),
      ...(await noticeAll(bench, side, scripts, wanted, altered.slice(half))),
    ]
  }
}

function runsOf({ mark }: Altered, shown: Shown | null, wanted: (string | null)[]): number[] {
  const sure = [...wanted.keys()].filter(at => wanted[at] !== null)
  if (mark === null || shown === null || shown.loading.includes(mark)) return sure.slice(0, MOST_RUNS)
  return sure.filter(at => passes(shown, at, mark)).slice(0, MOST_RUNS)
}

/** Whether a script passes a marked statement. */
export function passes(shown: Shown, script: number, mark: number): boolean {
  const one = shown.shows.get(script)
  return one !== undefined && 'hits' in one && (one.hits ?? []).includes(mark)
}
