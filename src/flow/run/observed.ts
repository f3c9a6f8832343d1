import type { Observation } from '../../model/finding.ts'

/** What was seen, or in words why nothing could be. */
export type Observed = { observation: Observation } | { notRun: string }
