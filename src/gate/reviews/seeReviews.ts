import type { Change, Oid } from '../../model/change.ts'
import type { CommitFact } from '../../model/commit.ts'
import { ASSURANCES, type Assurance, type ReviewSeen } from '../../model/decision.ts'
import { agentsByIdentity, automationByIdentity, matchIdentity } from '../signals/matchAgent.ts'
import type { Known } from '../signals/signal.ts'
import type { Makers } from './makers.ts'
import { personOfEmail, personOfKey } from './people.ts'
import { readReviews, type WrittenReview } from './readReviews.ts'

/** A commit whose trailers may answer for a change, and which change that would have to be. */
export type Carrier = {
  commit: CommitFact
  kind: ReviewSeen['carrier']
  change: Change | null
  base: Oid | null
}

/** A review as seen, and the person of the policy behind it when it counts. */
export type SeenReview = ReviewSeen & { person: string | null }

/**
 * Every review that a carrier states for a landing on `ref`, with what it is worth and, where it does
 * not count, why not.
 */
export function seeReviews(carrier: Carrier, ref: string, makers: Makers, known: Known): SeenReview[] {
  return readReviews(carrier.commit.trailers).map(review => {
    const assurance = assuranceOf(carrier.commit, review, known)
    const person = review.email ? personOfEmail(known.policy, review.email) : null
    const problem = problemWith(review, person, assurance, carrier, ref, makers, known)
    return {
      by: review.by,
      assurance,
      carrier: carrier.kind,
      commit: carrier.commit.oid,
      problem,
      person: problem === null ? person : null,
    }
  })
}

/** Verified when the person's own key signed the very commit (or entry) that carries the line; claimed otherwise. */
export function assuranceOf(commit: CommitFact, review: WrittenReview, known: Known): Assurance {
  const fact = commit.signatureFact
  if (fact?.state === 'pending') return 'present'
  if (fact?.state !== 'good' || !review.email) return 'claimed'
  const signer = personOfKey(known.policy, fact.key)
  if (!signer || signer !== personOfEmail(known.policy, review.email)) return 'claimed'
  return fact.userPresent ? 'present' : 'verified'
}

/** Why a review does not count, or null: the same for every carrier. */
export function problemWith(
  review: WrittenReview,
  person: string | null,
  assurance: Assurance,
  carrier: Carrier,
  ref: string,
  makers: Makers,
  known: Known,
): string | null {
  const { policy } = known
  if (!review.email) return 'its address cannot be read in one way only'
  const name = review.by.replace(/<.*$/, '').trim()
  const machine =
    matchIdentity({ name, email: review.email }, agentsByIdentity(known)) ??
    matchIdentity({ name, email: review.email }, automationByIdentity(known))
  if (machine) return `${machine} is no person`
  if (!person) return 'the policy knows no person with this address'
  const why = makers.get(person)
  if (why) return `${person} ${why}`
  if (!review.bindings.length) return 'it names no change (no Reviewed-Change line follows it)'
  const here = review.bindings.filter(binding => binding.ref === ref)
  if (!here.length) return `it is for ${review.bindings.map(binding => binding.ref).join(', ')}`
  if (!carrier.change || !here.some(binding => binding.digest === carrier.change?.digest))
    return 'stale: the change is not the one that was reviewed'
  if (rank(assurance) < rank(policy.reviews.assurance))
    return weak(carrier.commit, assurance, policy.reviews.assurance)
  // An entry names the trees in what is signed, whoever's key that is.
  const pins = carrier.kind === 'entry' ? 'vouched' : 'verified'
  if (policy.reviews.bind === 'trees' && rank(assurance) < rank(pins))
    return "bind: trees asks for the reviewer's signature, since only that pins the trees"
  return null
}

function weak(commit: CommitFact, has: Assurance, wanted: Assurance): string {
  const fact = commit.signatureFact
  const signature =
    fact?.state === 'bad' || fact?.state === 'unreadable'
      ? `; its signature is no help: ${fact.why}`
      : fact?.state === 'good'
        ? "; it is signed by a key that is not this person's"
        : ''
  const worth = has === 'claimed' ? ' (anyone who can commit could have typed it)' : ''
  return `it is ${has}${worth}, the policy asks for ${wanted}${signature}`
}

/** How much an assurance is worth beside the others. */
export function rank(assurance: Assurance): number {
  return ASSURANCES.indexOf(assurance)
}
