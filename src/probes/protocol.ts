/** What a worker is started with: its tree, and the benchmark in it. */
export type WorkerArgs = { tree: string; file: string }

/** What the referee asks of a worker. */
export type Ask = { prepare: string } | { calls: number }

/** What a worker answers: its cases once the file was read; that a case is ready; the time of a batch. */
export type Answer =
  | { cases: string[]; startMs: number }
  | { ready: string }
  /** Nanoseconds of all calls together, and the highest resident memory in kilobytes. */
  | { ns: number; memory: number }
  | { failed: string }
