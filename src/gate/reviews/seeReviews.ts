import type { Change, Oid } from '../../model/change.ts'
import type { CommitFact, SignatureFact } from '../../model/commit.ts'
import { ASSURANCES, type Assurance, type ReviewSeen } from '../../model/decision.ts'
import { coversEmail } from '../../policy/signers.ts'
import { agentsByIdentity, automationByIdentity, matchIdentity } from '../signals/matchAgent.ts'
import type { Known } from '../signals/signal.ts'
import type { Makers } from './makers.ts'
import { humanOf, personOfEmail } from './people.ts'
import { readReviews, type WrittenReview } from './readReviews.ts'
import { possibleSigners, type Signer, signerOf } from './signerOf.ts'

/** A commit whose trailers may answer for a change, and which change that would have to be. */
export type Carrier = {
  commit: CommitFact
  kind: ReviewSeen['carrier']
  change: Change | null
  base: Oid | null
}

/** A review as seen, and when it counts the person of the policy behind it, and the person's own key that signed it. */
export type SeenReview = ReviewSeen & { person: string | null; key: string | null }

/**
 * Every review that a carrier states for a landing on `ref`, with what it is worth and, where it does
 * not count, why not.
 */
export function seeReviews(carrier: Carrier, ref: string, makers: Makers, known: Known): SeenReview[] {
  const { signatureFact: fact, committer } = carrier.commit
  const signer = fact?.state === 'good' ? signerOf(fact, committer.at, known) : null
  return readReviews(carrier.commit.trailers).map(review => {
    const person = reviewerOf(carrier.commit, review, signer, known)
    const assurance = assuranceOf(carrier.commit, person, signer)
    const problem = problemWith(review, person, assurance, signer, carrier, ref, makers, known)
    return {
      by: review.by,
      assurance,
      carrier: carrier.kind,
      commit: carrier.commit.oid,
      problem,
      person: problem === null ? person : null,
      key: ownKey(fact, assurance),
    }
  })
}

/** The key that a review was signed with, where it is the reviewer's own. */
export function ownKey(fact: SignatureFact | undefined, assurance: Assurance): string | null {
  return fact?.state === 'good' && rank(assurance) >= rank('verified') ? fact.key : null
}

/**
 * The person who reviews: whoever of the policy has the address, else the holder of a certificate that names
 * it. Without a signature an address that the policy does not list is anybody's.
 */
export function reviewerOf(
  commit: CommitFact,
  review: WrittenReview,
  signer: Signer | null,
  known: Known,
): string | null {
  const { email } = review
  if (!email) return null
  const listed = personOfEmail(known.policy, email)
  if (listed) return listed
  const address = humanOf(known.policy, email)
  if (commit.signatureFact?.state === 'pending')
    return known.policy.signers.authorities.some(({ emails }) => coversEmail(emails, address))
      ? address
      : null
  return signer?.person === address && !signer.listed ? address : null
}

/** Verified when the person's own key or certificate signed the very commit, or entry, that says it; claimed otherwise. */
export function assuranceOf(commit: CommitFact, person: string | null, signer: Signer | null): Assurance {
  const fact = commit.signatureFact
  if (fact?.state === 'pending') return 'present'
  if (fact?.state !== 'good' || person === null || signer?.person !== person) return 'claimed'
  return fact.userPresent ? 'present' : 'verified'
}

/** Why a review does not count, or null: the same for every carrier. */
export function problemWith(
  review: WrittenReview,
  person: string | null,
  assurance: Assurance,
  signer: Signer | null,
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
  // Where typed text is enough, text under a stolen key is still no review.
  if (signer?.person === null && signer.revoked) return signer.why
  if (!person) {
    const why = signer?.person === null && carrier.commit.signatureFact?.state === 'good' ? signer.why : null
    return `the policy knows no person with this address${why ? `; ${why}` : ''}`
  }
  for (const human of [person, ...alsoKnownAs(carrier.commit, person, signer, known)]) {
    const why = makers.get(human)
    if (why) return `${human === keyOf(carrier.commit) ? 'the holder of this key' : human} ${why}`
  }
  if (!review.bindings.length) return 'it names no change (no Reviewed-Change line follows it)'
  const here = review.bindings.filter(binding => binding.ref === ref)
  if (!here.length) return `it is for ${review.bindings.map(binding => binding.ref).join(', ')}`
  const ours = here.filter(({ repository }) => !policy.repository || repository === policy.repository)
  if (!ours.length)
    return `it is for ${here[0]?.repository ?? 'no repository that it names'}, and this is ${policy.repository}`
  if (!carrier.change || !ours.some(binding => binding.digest === carrier.change?.digest))
    return 'stale: the change is not the one that was reviewed'
  if (rank(assurance) < rank(policy.reviews.assurance))
    return weak(carrier.commit, assurance, policy.reviews.assurance, signer)
  // An entry names the trees in what is signed, whoever's key that is.
  const pins = carrier.kind === 'entry' ? 'vouched' : 'verified'
  if (policy.reviews.bind === 'trees' && rank(assurance) < rank(pins))
    return "bind: trees asks for the reviewer's signature, since only that pins the trees"
  return null
}

/** A certificate's other names, and its key, are its holder's too: nobody reviews under one what another one made. */
function alsoKnownAs(commit: CommitFact, person: string, signer: Signer | null, known: Known): string[] {
  const { signatureFact: fact } = commit
  return fact?.state === 'good' && signer?.person === person
    ? [...possibleSigners(fact, known), fact.key]
    : []
}

function keyOf({ signatureFact: fact }: CommitFact): string | null {
  return fact?.state === 'good' ? fact.key : null
}

function weak(commit: CommitFact, has: Assurance, wanted: Assurance, signer: Signer | null): string {
  const fact = commit.signatureFact
  const signature =
    fact?.state === 'bad' || fact?.state === 'unreadable'
      ? `; its signature is no help: ${fact.why}`
      : fact?.state === 'good'
        ? `; ${signer?.person === null ? signer.why : "it is signed by a key that is not this person's"}`
        : ''
  const worth = has === 'claimed' ? ' (anyone who can commit could have typed it)' : ''
  return `it is ${has}${worth}, the policy asks for ${wanted}${signature}`
}

/** How much an assurance is worth beside the others. */
export function rank(assurance: Assurance): number {
  return ASSURANCES.indexOf(assurance)
}
