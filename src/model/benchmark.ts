/**
 * One fresh process of each side, measured in turns. Times are nanoseconds for one call, the median over the batches;
 * `ratio` is the natural logarithm of candidate over base, the median over batches that ran next to each other.
 */
export type PairFact = {
  ratio: number
  base: number
  candidate: number
  /** Time for one call in each batch. */
  times: { base: number[]; candidate: number[] }
  /** Resident memory at its highest, in kilobytes. */
  memory: { base: number; candidate: number }
  /** From the start of the process until its benchmarks were read, in milliseconds. */
  start: { base: number; candidate: number }
  /** Whether both sides were kept on one processor, so that whatever slowed it slowed both. */
  oneProcessor: boolean
}

/** What the referee is asked to do with one case: `seed` decides orders, and what V8 draws at random. */
export type PairPlan = {
  /** The folders of the two trees, and the benchmark's path in both. */
  base: string
  candidate: string
  file: string
  /** The case by name; null asks for the names of all. */
  case: string | null
  pairs: number
  seed: number
  batchMs: number
  warmUpMs: number
  batches: number
  /** For how long a process may give no answer before it is taken to hang. */
  patienceMs: number
}

/** A line that the referee prints. */
export type RefereeLine =
  | { cases: string[] }
  | { pair: PairFact }
  | { failed: string; side: 'base' | 'candidate' }

/** What a fresh process took until all modules were imported: milliseconds, and its highest resident memory in kilobytes. */
export type Start = { ms: number; kilobytes: number }

/** One fresh process of each side, the one after the other. */
export type StartPair = { base: Start; candidate: Start }

/** What the starting probe is asked to do: the trees, and the modules to import, in their order, by their paths in both. */
export type StartPlan = Pick<PairPlan, 'base' | 'candidate' | 'pairs' | 'seed' | 'patienceMs'> & {
  modules: string[]
}

/** A line that the starting probe prints. */
export type StartLine = { start: StartPair } | { failed: string; side: 'base' | 'candidate' }

/** What the exercising probe is asked to do: to call each case of a benchmark so many times, and no more once the patience is over. */
export type ExercisePlan = { tree: string; file: string; calls: number; patienceMs: number }

/** A line that it prints: for each call of a case how often it came by which mark; or what stopped it. */
export type ExerciseLine =
  | { case: string; calls: Record<string, number>[]; shortestMs: number }
  | { case: string; failed: string }
  /** Whether every case had its turn. */
  | { done: boolean }
  | { broken: string }
