import type { Agent } from '../../agents/agent.ts'
import type { CommitFact } from '../../model/commit.ts'
import type { Evidence, Strength } from '../../model/decision.ts'
import type { Policy } from '../../model/policy.ts'

/**
 * What the gate compares a commit with. `now` is the time of the landing in seconds since 1970: a fact that the
 * entrance brings, since the gate has no clock. Validity of keys and certificates is asked at that time.
 */
export type Known = { agents: readonly Agent[]; policy: Policy; now: number }

/** One reason to call a commit AI-made. */
export type Signal = {
  id: string
  strength: Strength
  of(commit: CommitFact, known: Known): Evidence | null
}
