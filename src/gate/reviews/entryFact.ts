import type { Digest, Oid } from '../../model/change.ts'
import type { Reach, SignatureFact } from '../../model/commit.ts'
import type { Entry } from '../../model/entry.ts'

/** A net change that an entry may stand for, and the tree at its end. */
export type EntryReach = Reach & { tree: Oid }

/** An entry of the ledger with what is known of it beside its words. */
export type EntryFact = {
  id: Digest
  entry: Entry
  signature: SignatureFact
  /** For a review of a series: the net changes that its commit, or the end of the landing, may stand for. */
  reaches?: EntryReach[]
  /** Reverts on the target that the reviewer's clone had when the review was written (`data.tip`). */
  saw?: ReadonlySet<Oid>
  /** For an override: why it cannot be used, or not again. */
  spent?: string
}

/** What the ledger says about a landing: reviews, rejections and withdrawals, and the name of this repository. */
export type EntryFacts = { repo: string; entries: EntryFact[] }
