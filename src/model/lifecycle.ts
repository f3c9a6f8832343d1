import type { Oid } from './change.ts'

/** Where an improvement stands. It is never stored: a fold over entries and refs says it. */
export const STATES = [
  'proposed',
  'approved',
  'rejected',
  'merged',
  'rolled_out',
  'kept',
  'reverted',
] as const
export type State = (typeof STATES)[number]

/** What can happen to it. `merged` and `reverted` are seen in the refs, the others are ledger entries. */
export const EVENTS = [
  'proposed',
  'approved',
  'rejected',
  'merged',
  'rolled_out',
  'kept',
  'reverted',
] as const
export type Event = (typeof EVENTS)[number]

/**
 * State x event -> state; null where the event can't happen (the state stays, and the event is shown as
 * an anomaly). Three laws: refs win (merged and reverted always take hold), a conflict takes the safe side
 * (rejected over approved, reverted over kept), and words alone deploy nothing.
 */
export const LIFECYCLE: { readonly [S in State]: { readonly [E in Event]: State | null } } = {
  proposed: {
    proposed: 'proposed',
    approved: 'approved',
    rejected: 'rejected',
    merged: 'merged',
    rolled_out: null,
    kept: null,
    reverted: 'reverted',
  },
  approved: {
    proposed: 'approved',
    approved: 'approved',
    rejected: 'rejected',
    merged: 'merged',
    rolled_out: null,
    kept: null,
    reverted: 'reverted',
  },
  rejected: {
    proposed: 'rejected',
    approved: 'rejected',
    rejected: 'rejected',
    merged: 'merged',
    rolled_out: null,
    kept: null,
    reverted: 'reverted',
  },
  merged: {
    proposed: 'merged',
    approved: 'merged',
    rejected: null,
    merged: 'merged',
    rolled_out: 'rolled_out',
    kept: 'kept',
    reverted: 'reverted',
  },
  rolled_out: {
    proposed: 'rolled_out',
    approved: 'rolled_out',
    rejected: null,
    merged: 'rolled_out',
    rolled_out: 'rolled_out',
    kept: 'kept',
    reverted: 'reverted',
  },
  kept: {
    proposed: 'kept',
    approved: 'kept',
    rejected: null,
    merged: 'kept',
    rolled_out: 'kept',
    kept: 'kept',
    reverted: 'reverted',
  },
  reverted: {
    proposed: 'reverted',
    approved: 'reverted',
    rejected: 'reverted',
    merged: 'merged',
    rolled_out: null,
    kept: null,
    reverted: 'reverted',
  },
}

/** How `list` groups the states. What was reverted stands with what was rejected: neither is wanted. */
export const GROUPS = {
  pending: ['proposed'],
  approved: ['approved'],
  rejected: ['rejected', 'reverted'],
  deployed: ['merged', 'rolled_out', 'kept'],
} as const satisfies Record<string, readonly State[]>
export type Group = keyof typeof GROUPS

/**
 * What somebody who walked a ref saw: a commit of the improvement that landed there, or a commit there
 * that undoes one which had landed. A revert of a revert is a landing again.
 */
export type RefEvent =
  | { event: 'merged'; improvement: string; ref: string; commit: Oid }
  | { event: 'reverted'; improvement: string; ref: string; commit: Oid; undoes: Oid }
