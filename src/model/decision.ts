import type { Digest, Oid } from './change.ts'
import type { Class } from './commit.ts'

export type Origin = 'human' | 'ai' | 'automation'

/** How loudly a signal speaks; policy says for each what follows. */
export type Strength = 'declared' | 'tagged' | 'traced'

/** One reason to call a commit AI-made, in words. A weak one could be chance, and never refuses. */
export type Evidence = { signal: string; strength: Strength; what: string; weak?: true }

/** How much a review is worth: typed text, a voucher's key, the person's own key, a touched security key. */
export const ASSURANCES = ['claimed', 'vouched', 'verified', 'present'] as const
export type Assurance = (typeof ASSURANCES)[number]

/** What to do next: a command to paste and where, or a question to a person. */
export type Step = { run: string[]; where: 'here' | 'reviewer' | 'ci' } | { ask: string }

/** What is wrong, why, and the way out. `level: 'warn'` is told and blocks nothing. */
export type Violation = {
  rule: string
  level: 'block' | 'warn'
  commit: Oid | null
  why: string
  next: Step[]
}

/** A review that the gate saw, counted or not; `problem` says why it did not count. */
export type ReviewSeen = {
  by: string
  assurance: Assurance
  carrier: 'trailer' | 'merge' | 'sign-off' | 'entry'
  commit: Oid
  /** For an entry: its id, by which it is withdrawn. */
  entry?: Digest
  problem: string | null
  /** Paths where what the judged commit wrote is no longer there at the end of what was reviewed. */
  overwritten?: string[]
}

/** One commit with the gate's opinion of it. `class` is null where nobody had to ask. */
export type Judged = {
  commit: Oid
  title: string
  origin: Origin
  class: Class | null
  signals: Evidence[]
  reviews: ReviewSeen[]
}

/** The signed entry by which something lands that the rules refuse. `maker` says why the person is one, or is null. */
export type Override = {
  by: string
  assurance: Assurance
  reason: string
  entry: Digest
  maker: string | null
}

export type Decision = {
  outcome: 'allowed' | 'refused' | 'inconclusive'
  violations: Violation[]
  commits: Judged[]
  /** Set where it is allowed only by an override; what was lifted stands among the violations as warnings. */
  override?: Override
}
