import { isAuthorised } from '../../gate/reviews/authority.ts'
import type { EntryFact } from '../../gate/reviews/entryFact.ts'
import { humanOf } from '../../gate/reviews/people.ts'
import { speakerOf } from '../../gate/reviews/speakerOf.ts'
import { verifyEntry } from '../../ledger/verifyEntry.ts'
import type { Filed } from '../../model/entry.ts'
import type { Policy } from '../../model/policy.ts'
import { knownFor } from '../gatherFacts.ts'

/** Who is heard in the ledger's story, and who each one is. */
export type Voices = {
  /** Whether an entry comes from someone who may say it, for this repository. */
  counts(filed: Filed): boolean
  /** One name for one human. */
  personOf(filed: Filed): string
}

/**
 * The voices that a policy knows.
 * @param name what this repository is called in reviews; null where nobody can tell, and then no review is heard.
 */
export function voicesOf(policy: Policy, name: string | null): Voices {
  const known = knownFor(policy)
  const factOf = ({ id, entry }: Filed): EntryFact => ({ id, entry, signature: verifyEntry(entry) })
  return {
    counts(filed) {
      const { kind, repo } = filed.entry
      const said = kind === 'reviewed' || kind === 'rejected' || kind === 'withdrawn' || kind === 'overridden'
      return (!said || repo === name) && isAuthorised(factOf(filed), known)
    },
    personOf(filed) {
      const { email, by } = speakerOf(factOf(filed), known)
      return email ? humanOf(policy, email) : by
    },
  }
}
