import type { Script } from '../../model/trial.ts'
import type { Harvest } from '../inputs/harvest.ts'
import { spread } from '../inputs/spread.ts'
import { explore, showWays } from './explore.ts'
import type { Texts, TrialBench } from './trialBench.ts'

/** So many are all kept; of more so many are looked at; and of those that reach the change, and of all, some are kept. */
const FEW = 240
const LOOKED_AT = 2_400
const REACHING = 320
const OTHERS = 120

/**
 * Of many scripts those that are worth comparing: the first on each way through the changed files, of those that pass
 * the changed statements many, and of all some.
 * @param guide the changed files with a mark on every way. @param marked the same with marks on the change alone.
 */
export async function distil(
  bench: TrialBench,
  { guide, marked, harvest }: { guide: Texts; marked: Texts; harvest: Harvest },
  scripts: Script[],
): Promise<Script[]> {
  if (scripts.length <= FEW) return scripts
  const some = spread(scripts, LOOKED_AT)
  const [first, { shows }] = await Promise.all([
    explore(bench, guide, harvest, some, { seed: 0, generations: 0, isOver: () => false }),
    showWays(bench, some, marked),
  ])
  const reaching = some.filter((_, at) => {
    const shown = shows.get(at)
    return shown !== undefined && 'hits' in shown
  })
  return [...new Set([...first, ...spread(reaching, REACHING), ...spread(some, OTHERS)])]
}
