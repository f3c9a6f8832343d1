import type { Compiler } from '../../checks/compiler.ts'
import type { Path } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import { type ExercisedCase, exercise, type Ground } from './exercise.ts'
import { type Place, withMarks } from './withMarks.ts'

/** Of a benchmark that takes away what it measures the second call has nothing left to do. */
const CALLS = 3

/** `longestMs` is what the slowest case took when it was at its quickest. */
export type Steady = { marks: ReadonlySet<string>; cases: string[]; longestMs: number }

/**
 * Runs a benchmark in the sandbox, each case three times, and says by which places of a module it comes: equally often in each call of a
 * case, and in every case by one at least.
 * @returns else why it is none that should be kept.
 */
export async function steadyMarks(
  ground: Ground,
  compiler: Compiler,
  file: Path,
  module: Path,
  places: readonly Place[],
): Promise<Steady | { why: string }> {
  return withMarks(compiler, ground.tree, new Map([[module, places]]), async () => {
    try {
      const { cases, failed, brokenOff } = await exercise(ground, file, CALLS)
      const [first] = failed
      if (first) return { why: `${first.name} fails: ${first.why.split('\n')[0]}` }
      if (brokenOff !== null) return { why: brokenOff.split('\n')[0]! }
      return judge(cases)
    } catch (error) {
      if (!(error instanceof Failure) || error.next.length) throw error
      return { why: error.message }
    }
  })
}

/** What was counted in each call of each case. */
export function judge(cases: ExercisedCase[]): Steady | { why: string } {
  if (!cases.length) return { why: 'it defines no benchmark' }
  const marks = new Set<string>()
  for (const { name, calls } of cases) {
    const hit = new Set(calls.flatMap(hits => Object.keys(hits)))
    if (!hit.size) return { why: `${name} does not come by any of the places` }
    for (const mark of hit) {
      const [first, ...others] = calls.map(hits => hits[mark] ?? 0)
      if (others.some(count => count !== first)) return { why: `${name} does not do the same in each call` }
      marks.add(mark)
    }
  }
  const longestMs = Math.max(...cases.map(one => one.shortestMs))
  return { marks, cases: cases.map(({ name }) => name), longestMs }
}
