import type { CommitFact } from '../../model/commit.ts'
import type { Assurance } from '../../model/decision.ts'
import type { Known } from '../signals/signal.ts'
import type { EntryFact } from './entryFact.ts'
import { personOfEmail } from './people.ts'
import { emailOf } from './readReviews.ts'
import { assuranceOf, rank, reviewerOf } from './seeReviews.ts'
import { possibleSigners, type Signer, signerOf } from './signerOf.ts'

/** Who says something in the ledger, as the policy knows them, and how sure that is. */
export type Speaker = {
  /** As a person reads it; names the voucher where there is one. */
  by: string
  email: string | null
  /** The person of the policy who is named; null for a stranger. */
  person: string | null
  assurance: Assurance
  /** Why this entry is nobody's word at all, or null. */
  problem: string | null
  /** Who stands behind the signature, where there is a good one. */
  signer: Signer | null
}

/**
 * Whose word an entry is. Signed by the key of the person in `by`: verified. Signed by a voucher's key: the word
 * of the person in `data.for`, vouched, and the voucher is never that person. Anything else is claimed text.
 */
export function speakerOf(fact: EntryFact, known: Known): Speaker {
  const { entry, signature } = fact
  const commit = signedAs(fact)
  const signer = signature.state === 'good' ? signerOf(signature, commit.committer.at, known) : null
  const revoked = signer?.person === null && signer.revoked ? signer.why : null
  const voucher = voucherOf(fact, known)
  const named = entry.data.for
  if (voucher === null) {
    const email = emailOf(entry.by)
    const problem = named === undefined ? revoked : 'only a voucher of the policy speaks for somebody else'
    const person = reviewerOf(commit, { by: entry.by, email, bindings: [] }, signer, known)
    return { by: entry.by, email, person, assurance: assuranceOf(commit, person, signer), problem, signer }
  }
  const nobody = { by: entry.by, email: null, person: null, assurance: 'claimed' as const, signer }
  if (revoked) return { ...nobody, problem: revoked }
  if (typeof named !== 'string')
    return { ...nobody, problem: `it is signed by the voucher ${voucher} and names nobody (for)` }
  const email = emailOf(named)
  const person = email ? personOfEmail(known.policy, email) : null
  const own = signature.state === 'good' ? possibleSigners(signature, known) : []
  const problem =
    person !== null && own.includes(person)
      ? `the voucher ${voucher} is ${person}, who vouches for nobody but others`
      : null
  return { by: `${named} (vouched by ${voucher})`, email, person, assurance: 'vouched', problem, signer }
}

/**
 * Whether a no, or a withdrawal, is obeyed. What a key of the policy signed always is, whatever the policy
 * asks of approvals. A claimed one only where the policy takes typed text for approvals too: elsewhere
 * anyone who can write notes could stop every release in another's name. Dropping a signature gains nothing,
 * since the ledger only grows and an unsigned twin never replaces the signed line.
 */
export function isObeyed(speaker: Speaker, known: Known): boolean {
  if (speaker.problem !== null || speaker.person === null) return false
  return rank(speaker.assurance) >= Math.min(rank(known.policy.reviews.assurance), rank('vouched'))
}

/** The name of the voucher whose key signed an entry, or null. */
export function voucherOf({ signature }: EntryFact, known: Known): string | null {
  if (signature.state !== 'good') return null
  const { key } = signature
  return Object.entries(known.policy.vouchers).find(([, one]) => one === key)?.[0] ?? null
}

/** An entry as the rules for commits read it: its signature and when it says it was made. */
export function signedAs({ entry, signature }: EntryFact): CommitFact {
  const who = { name: '', email: '', at: Math.floor(Date.parse(entry.at) / 1000), offset: '+0000' }
  return {
    oid: entry.commit,
    tree: entry.tree ?? '',
    parents: [],
    author: who,
    committer: who,
    message: '',
    trailers: [],
    signature: null,
    signatureFact: signature,
  }
}
