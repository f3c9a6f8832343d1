import { CLASSES } from '../model/commit.ts'
import type { Assurance } from '../model/decision.ts'
import type { Person, Policy } from '../model/policy.ts'
import { keyOfPerson } from './personKey.ts'
import { canShowPresence, canSign } from './publicKey.ts'
import { matchesRef, protectedPatterns } from './refPatterns.ts'

/**
 * Why nobody could approve a change for the protected refs, one sentence a reason; empty when somebody can.
 * A push that would leave such a policy is refused, since no review could ever mend it.
 */
export function lockouts(policy: Policy): string[] {
  const { declared, tagged, traced } = policy.attribution
  if (![declared, tagged, traced].includes('block')) return []
  return [...ownBranches(policy), ...tooFewReviewers(policy)]
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

function tooFewReviewers(policy: Policy): string[] {
  const { assurance } = policy.reviews
  // How many people an authority has certified is not for the policy to say.
  if (policy.signers.authorities.some(({ key }) => !policy.signers.revoked.includes(key))) return []
  const able = Object.values(policy.people).filter(person => canReview(policy, person)).length
  const asked = highestDemands(policy).filter(({ required }) => required > able)
  return asked.map(({ key, required }) => {
    const have = `${able} of ${Object.keys(policy.people).length} people can give one`
    return `${key} asks for ${required} ${assurance} review${required > 1 ? 's' : ''}, and ${have}: ${NEEDS[assurance]}`
  })
}

const NEEDS: Record<Assurance, string> = {
  claimed: 'add people',
  vouched: 'add a voucher, or signing keys to people',
  verified: 'add SSH keys that can sign (ssh-ed25519) to people',
  present: 'add security keys (sk-ssh-ed25519@openssh.com) to people',
}

/** A voucher knows people by account or address; without one, a key of their own says more still. */
function canReview(policy: Policy, { emails, keys: all, accounts }: Person): boolean {
  const { assurance } = policy.reviews
  const keys = all.map(keyOfPerson).filter(key => !policy.signers.revoked.includes(key))
  if (assurance === 'present') return keys.some(canShowPresence)
  if (assurance === 'verified' || keys.some(canSign)) return keys.some(canSign)
  if (assurance === 'vouched' && Object.values(policy.vouchers).every(key => !canSign(key))) return false
  return emails.length + accounts.length > 0
}

/** Every place that asks for reviews of a change which no rule approves by itself. */
function highestDemands({ reviews, auto_approve }: Policy): { key: string; required: number }[] {
  const { required, by_class, by_path } = reviews
  const byClass = CLASSES.filter(name => !auto_approve[name] && by_class[name] !== undefined)
  return [
    { key: 'reviews.required', required },
    ...byClass.map(name => ({ key: `reviews.by_class.${name}`, required: by_class[name] ?? 0 })),
    ...Object.entries(by_path).map(([glob, count]) => ({
      key: `reviews.by_path["${glob}"]`,
      required: count,
    })),
  ]
}
