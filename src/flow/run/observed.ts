import type { Observation } from '../../model/finding.ts'

/** What was seen, with what the person should know of it besides; or in words why nothing could be. */
export type Observed = ({ observation: Observation } | { notRun: string }) & { notes?: string[] }
