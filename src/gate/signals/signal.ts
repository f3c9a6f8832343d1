import type { Agent } from '../../agents/agent.ts'
import type { CommitFact } from '../../model/commit.ts'
import type { Evidence, Strength } from '../../model/decision.ts'
import type { Policy } from '../../model/policy.ts'

/** What the signals compare a commit with. */
export type Known = { agents: readonly Agent[]; policy: Policy }

/** One reason to call a commit AI-made. */
export type Signal = {
  id: string
  strength: Strength
  of(commit: CommitFact, known: Known): Evidence | null
}
