import type { Path } from './change.ts'
import type { Json } from './entry.ts'
import type { CheckName } from './policy.ts'

export type CheckStatus = 'passed' | 'failed' | 'inconclusive' | 'not-run'

/** One proof about a tree. `why` is one line for a person; `evidence` is for scripts and the ledger. */
export type CheckResult = { status: CheckStatus; why: string; evidence: { [key: string]: Json } }

/** All of them together. */
export type Verdict = {
  status: CheckStatus
  sandbox: SandboxKind
  checks: Partial<Record<CheckName, CheckResult>>
}

/** What kept the repository's code in. `none` means that it ran with the user's own rights. */
export type SandboxKind = 'bubblewrap' | 'sandbox-exec' | 'none'

/**
 * Two exported trees and the paths that differ between them. Both directories are complete checkouts
 * (with dependencies reachable) that nothing else writes to; the checks run inside them.
 */
export type Candidate = { base: string; head: string; changed: Path[] }
