import { type Reading, readPairs } from '../../bench/judgePairs.ts'
import type { PairFact } from '../../model/benchmark.ts'

/** How much more memory the candidate's processes have at their highest. */
export function memoryOf({ pairs }: { pairs: readonly Pick<PairFact, 'memory'>[] }): Reading {
  return readPairs(pairs.map(({ memory }) => Math.log(memory.candidate / memory.base)))
}

/** `+3.2 %`. */
export function percent(change: number): string {
  return `${change > 0 ? '+' : ''}${(100 * change).toFixed(1)} %`
}
