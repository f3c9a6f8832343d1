import type { Oid, RefUpdate } from '../model/change.ts'
import type { Pusher } from '../model/pusher.ts'

/** Who asks: the server's hook and CI decide, a client's hook only helps. */
export type Entrance = 'server' | 'ci' | 'client'

/** What git says about one ref that moves, beside its commits. */
export type UpdateFacts = {
  entrance: Entrance
  update: RefUpdate
  /** `authority`: the policy that decides comes from this ref, and does not protect it; only its rules are judged. */
  kind: 'protected' | 'authority' | 'ledger' | 'replace' | 'private' | 'free'
  /** The new value does not contain the old one. */
  rewinds: boolean
  shallow: boolean
  /** Lines of the ledger that the new value no longer has. */
  missingLines: { on: Oid; line: string }[]
  /** Why the notes tree is none, one sentence each. */
  malformedNotes: string[]
  /** Why the policy that the new value brings cannot be read, or null. */
  policyProblem: string | null
  /** The policy blocks what is traced, and neither a ledger nor receipts are here. */
  ledgerMissing?: boolean
  /** On a server, where the policy asks for it. */
  pusher?: Pusher
}
