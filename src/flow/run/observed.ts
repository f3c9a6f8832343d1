import type { Path } from '../../model/change.ts'
import type { Observation } from '../../model/finding.ts'
import type { Scope } from './scope.ts'

/** How improvers are to look. */
export type LookOptions = {
  scope: Scope
  limit: number | null
  dryRun: boolean
  /** Modules that tests were written for before: the next ones have their turn. */
  tested: ReadonlySet<Path>
  /** The fingerprints of everything that was ever proposed. */
  known: ReadonlySet<string>
  progress(text: string): void
}

/**
 * What was seen, with what the person should know of it besides; or in words why nothing could be. `isLasting` says whether another look
 * at the same would come to the same: what was seen does unless it says otherwise, and what could not be does where it says so.
 */
export type Observed = ({ observation: Observation } | { notRun: string }) & {
  notes?: string[]
  isLasting?: boolean
}

export const isLasting = (observed: Observed) => observed.isLasting ?? 'observation' in observed
