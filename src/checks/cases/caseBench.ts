import type { Path } from '../../model/change.ts'
import type { Script } from '../../model/trial.ts'
import type { CheckContext } from '../check.ts'
import { bundleTrial, removeTrial, Unbundled } from '../differ/bundleTrial.ts'
import { runTrial, type Shown } from '../differ/runTrial.ts'
import type { Texts } from '../differ/trialBench.ts'

/** What takes long is not worth a test, and nothing behind it is to be missed. */
const PACE = { patienceMs: 400, mostLost: 12 }
/** Of a wrong program one call that never ends says enough. */
const WRONG = { patienceMs: 300, mostLost: 1 }

/** One module, set up to be called: what calls come to is kept as data. */
export type CaseBench = {
  /** What scripts show, in one of two surroundings; `texts` stand for files of the tree. */
  show(scripts: Script[], where: 'here' | 'elsewhere', texts?: Texts): Promise<Shown>
  /** What all scripts show of each of some altered programs; null for one that cannot even be made into one file. */
  showEach(scripts: Script[], altered: Texts[]): Promise<(Shown | null)[]>
}

/** @throws Unbundled, BrokenTrial, or Failure where esbuild is not installed: when something is shown. */
export function openCaseBench(tree: string, module: Path, context: CheckContext): CaseBench {
  let count = 0
  const showAll = async (
    scripts: Script[],
    where: 'here' | 'elsewhere',
    files: Path[],
    pace: typeof PACE,
  ) => {
    const runs = scripts.map((_, at) => at)
    const bundles = files.map(file => ({ file, runs }))
    return runTrial(context, { tree, scripts, ...pace, hidden: [], bundles, until: null, keeps: where })
  }
  return {
    async show(scripts, where, texts = new Map()) {
      const file = await bundleTrial(tree, module, `case-${++count}`, texts, context.probes)
      try {
        const [shown] = await showAll(scripts, where, [file], PACE)
        return shown!
      } finally {
        await removeTrial(tree, file)
      }
    },
    async showEach(scripts, altered) {
      const files: (Path | null)[] = []
      try {
        for (const texts of altered)
          files.push(
            await bundleTrial(tree, module, `case-${++count}`, texts, context.probes).catch(error => {
              if (error instanceof Unbundled) return null
              throw error
            }),
          )
        const made = files.filter(file => file !== null)
        const shown = made.length ? await showAll(scripts, 'here', made, WRONG) : []
        return files.map(file => (file === null ? null : (shown[made.indexOf(file)] ?? null)))
      } finally {
        for (const file of files) if (file !== null) await removeTrial(tree, file)
      }
    },
  }
}
