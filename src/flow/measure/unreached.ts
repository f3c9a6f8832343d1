import type { Compiler } from '../../checks/compiler.ts'
import type { Path } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import { type Exercised, exercise, type Ground } from './exercise.ts'
import { markOf } from './markPlaces.ts'
import { type Place, withMarks } from './withMarks.ts'

/**
 * Those of some places of a tree that none of its benchmarks runs, by module. A benchmark that leads to a place and cannot be seen to its
 * end may run it, and so may any that no mark can be put to: such a place is not told.
 * @param own the benchmarks.
 */
export async function unreached<P extends Place>(
  ground: Ground,
  compiler: Compiler,
  places: ReadonlyMap<Path, P[]>,
  own: Path[],
  progress: (text: string) => void,
): Promise<Map<Path, P[]>> {
  return withMarks(compiler, ground.tree, places, async marks => {
    const left = new Set(marks)
    const isIn = (bundled: string) => (mark: string) => bundled.includes(JSON.stringify(mark))
    for (const file of own) {
      progress(`running ${file} once`)
      const ran = await exercise(ground, file, 1, bundled => ![...left].some(isIn(bundled))).catch(
        bundleFailure,
      )
      if (ran === null) continue
      for (const mark of marksIn(ran)) left.delete(mark)
      if (ran.brokenOff !== null || ran.failed.length)
        for (const mark of [...left].filter(isIn(ran.bundled))) left.delete(mark)
    }
    const found = [...places].map(
      ([path, all]) => [path, all.filter(({ start }) => left.has(markOf(path, start)))] as const,
    )
    return new Map(found.filter(([, all]) => all.length))
  })
}

/** What cannot be bundled is none that `bench` runs; a tool that is missing is missing for all of them. */
function bundleFailure(error: unknown): null {
  if (error instanceof Failure && !error.next.length) return null
  throw error
}

/** The marks that any call came by. */
const marksIn = ({ cases }: Exercised) =>
  cases.flatMap(({ calls }) => calls.flatMap(hits => Object.keys(hits)))
