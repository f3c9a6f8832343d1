import type { CommitFact } from '../../model/commit.ts'
import type { Policy } from '../../model/policy.ts'
import { agentsByIdentity, automationByIdentity, matchIdentity } from '../signals/matchAgent.ts'
import type { Known } from '../signals/signal.ts'
import { humanOf, personOfKey } from './people.ts'
import { emailOf, readReviews } from './readReviews.ts'

/** Why each of these humans (names of the policy, or addresses) may not review a change. */
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
  const signer = signerWithoutReview(commit, policy)
  if (signer && !makers.has(signer)) makers.set(signer, 'signed it with a key that an agent could use')
  return makers
}

/** The human who wrote a commit, or null when an agent or automation did. */
export function authorOf(commit: CommitFact, known: Known): string | null {
  const { author } = commit
  if (matchIdentity(author, agentsByIdentity(known)) || matchIdentity(author, automationByIdentity(known)))
    return null
  return humanOf(known.policy, author.email)
}

function signerWithoutReview(commit: CommitFact, policy: Policy): string | null {
  if (commit.signatureFact?.state !== 'good') return null
  const signer = personOfKey(policy, commit.signatureFact.key)
  if (!signer) return null
  const reviews = readReviews(commit.trailers)
  return reviews.some(({ email }) => email && humanOf(policy, email) === signer) ? null : signer
}
