import { AUTHORITY, isAuthorised } from '../../gate/reviews/authority.ts'
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
  /** Why a signed entry does not count, in words; null where it does. */
  objection(filed: Filed): string | null
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
  const isElsewhere = ({ entry: { kind, repo } }: Filed) => AUTHORITY[kind] === 'people' && repo !== name
  return {
    counts: filed => !isElsewhere(filed) && isAuthorised(factOf(filed), known),
    objection(filed) {
      const { kind, by, repo } = filed.entry
      if (isElsewhere(filed)) return `it is for another repository (${repo})`
      const fact = factOf(filed)
      if (isAuthorised(fact, known)) return null
      const { problem, signer, person } = speakerOf(fact, known)
      if (problem !== null) return problem
      if (signer?.person === null) return signer.why
      if (AUTHORITY[kind] === 'vouchers') return 'only a voucher of the policy may say that'
      return person === null
        ? `${by} is nobody whom the policy knows`
        : 'its key is not the one of who says it'
    },
    personOf(filed) {
      const { email, by } = speakerOf(factOf(filed), known)
      return email ? humanOf(policy, email) : by
    },
  }
}
