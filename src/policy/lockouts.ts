import { CLASSES } from '../model/commit.ts'
import type { Assurance } from '../model/decision.ts'
import type { Person, Policy } from '../model/policy.ts'
import { keyDateProblem, keyOfPerson } from './personKey.ts'
import { canShowPresence, canSign } from './publicKey.ts'
import { type Demand, demandOf } from './quorum.ts'
import { matchesRef, protectedPatterns } from './refPatterns.ts'
import { membersOf } from './teams.ts'

/**
 * Why nobody could approve a change for the protected refs, one sentence a reason; empty when somebody can.
 * A push that would leave such a policy is refused, since no review could ever mend it.
 * @param now seconds since 1970: a key whose dates do not hold then is none. Without it dates are not looked at.
 */
export function lockouts(policy: Policy, now?: number): string[] {
  const { declared, tagged, traced } = policy.attribution
  if (![declared, tagged, traced].includes('block')) return []
  return [...ownBranches(policy), ...tooFewReviewers(policy, now)]
}

/** Proposals are pushed to `ai/` before anyone can review them. */
function ownBranches(policy: Policy): string[] {
  const sample = `refs/heads/${policy.branches.ai}improver/slug`
  return protectedPatterns(policy)
    .filter(pattern => matchesRef(pattern, sample))
    .map(
      pattern =>
        `${pattern} in branches.protected covers ${policy.branches.ai}, where changes wait for review`,
    )
}

function tooFewReviewers(policy: Policy, now?: number): string[] {
  const { assurance } = policy.reviews
  const everyone = Object.keys(policy.people)
  // How many people an authority has certified is not for the policy to say; who is on a list is.
  const certified = policy.signers.authorities.some(({ key }) => !policy.signers.revoked.includes(key))
  return highestDemands(policy).flatMap(({ key, required, from }) => {
    const asked = from ? membersOf(policy, from) : everyone
    const able = ableReviewers(policy, asked, now).length
    if (required <= able || (certified && !from)) return []
    const whose = from ? ` by ${from.join(', ')}` : ''
    const have = `${able} of ${asked.length} people${from ? ' there' : ''} can give one`
    return [
      `${key} asks for ${required} ${assurance} review${required > 1 ? 's' : ''}${whose}, and ${have}: ${NEEDS[assurance]}`,
    ]
  })
}

/** Those of these persons who can give a review of the assurance that the policy asks for, by name. */
export function ableReviewers(
  policy: Policy,
  names: readonly string[] = Object.keys(policy.people),
  now?: number,
): string[] {
  return names.filter(name => {
    const person = policy.people[name]
    return person !== undefined && canReview(policy, person, now)
  })
}

const NEEDS: Record<Assurance, string> = {
  claimed: 'add people',
  vouched: 'add a voucher, or signing keys to people',
  verified: 'add SSH keys that can sign (ssh-ed25519) to people',
  present: 'add security keys (sk-ssh-ed25519@openssh.com) to people',
}

/** A voucher knows people by account or address; without one, a key of their own says more still. */
function canReview(policy: Policy, { emails, keys: all, accounts }: Person, now?: number): boolean {
  const { assurance } = policy.reviews
  const keys = all
    .filter(key => now === undefined || keyDateProblem(key, now) === null)
    .map(keyOfPerson)
    .filter(key => !policy.signers.revoked.includes(key))
  if (assurance === 'present') return keys.some(canShowPresence)
  if (assurance === 'verified' || keys.some(canSign)) return keys.some(canSign)
  if (assurance === 'vouched' && Object.values(policy.vouchers).every(key => !canSign(key))) return false
  return emails.length + accounts.length > 0
}

/** Every place that asks for reviews of a change which no rule approves by itself. */
function highestDemands({ reviews, auto_approve }: Policy): Demand[] {
  const { required, by_class, by_path } = reviews
  const byClass = CLASSES.filter(name => !auto_approve[name] && by_class[name] !== undefined)
  return [
    { key: 'reviews.required', required, from: null },
    ...byClass.map(name => demandOf(`reviews.by_class.${name}`, by_class[name] ?? 0)),
    ...Object.entries(by_path).map(([glob, quorum]) => demandOf(`reviews.by_path["${glob}"]`, quorum)),
  ]
}
