import type { CommitFact } from '../../model/commit.ts'
import { agentsByIdentity, automationByIdentity, matchIdentity } from '../signals/matchAgent.ts'
import type { Known } from '../signals/signal.ts'
import { humanOf } from './people.ts'
import { emailOf, readReviews } from './readReviews.ts'
import { possibleSigners } from './signerOf.ts'

/** Why each of these humans (names of the policy, addresses, or keys) may not review a change. */
export type Makers = Map<string, string>

/**
 * Who made an AI commit: its author, whoever set the agent to work, and a key that signed it without
 * reviewing it. Where nobody is named as the initiator, everyone who wrote in the same landing may have been.
 * @param landing the human authors of everything that lands together, as `humanOf` names them.
 */
export function makersOf(commit: CommitFact, known: Known, landing: Iterable<string>): Makers {
  const { policy } = known
  const makers: Makers = new Map()
  const human = authorOf(commit, known)
  if (human) makers.set(human, 'is its author')
  const initiators = commit.trailers
    .filter(({ key }) => /^initiated-by$/i.test(key))
    .map(({ value }) => emailOf(value))
    .filter(email => email !== null)
    .map(email => humanOf(policy, email))
  if (!policy.reviews.initiator) {
    for (const person of initiators) if (!makers.has(person)) makers.set(person, 'set the agent to work')
    if (!initiators.length && !human)
      for (const person of landing)
        if (!makers.has(person))
          makers.set(person, 'wrote in the same landing, and nobody says who set the agent to work')
  }
  for (const signer of signersWithoutReview(commit, known))
    if (!makers.has(signer)) makers.set(signer, 'signed it with a key that an agent could use')
  return makers
}

/** The human who wrote a commit, or null when an agent or automation did. */
export function authorOf(commit: CommitFact, known: Known): string | null {
  const { author } = commit
  if (matchIdentity(author, agentsByIdentity(known)) || matchIdentity(author, automationByIdentity(known)))
    return null
  return humanOf(known.policy, author.email)
}

function signersWithoutReview(commit: CommitFact, known: Known): string[] {
  if (commit.signatureFact?.state !== 'good') return []
  const reviewers = new Set(
    readReviews(commit.trailers).flatMap(({ email }) => (email ? [humanOf(known.policy, email)] : [])),
  )
  const signers = possibleSigners(commit.signatureFact, known)
  // A certificate may name several addresses of its one holder: whoever reviewed under one of them did.
  // An authority may certify one key for several addresses, one certificate each.
  return signers.some(signer => reviewers.has(signer)) ? [] : [...signers, commit.signatureFact.key]
}
