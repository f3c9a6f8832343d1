import type { Oid } from '../../model/change.ts'

/**
 * What undoing an improvement comes to today: `proven` when git reverts it and the checks pass then; `blocked` when
 * later work stands in the way; `failed` when what is left does not pass; `unproven` when nobody can tell.
 */
export const UNDO_OUTCOMES = ['proven', 'blocked', 'failed', 'unproven'] as const
export type UndoOutcome = (typeof UNDO_OUTCOMES)[number]

export type Rehearsal = {
  improvement: string
  title: string
  outcome: UndoOutcome
  /** One line for a person; empty where it is proven. */
  why: string
  /** The newest commits that stand in the way. */
  later: { oid: Oid; title: string }[]
}
