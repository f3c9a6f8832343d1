import { isAncestor } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { RefUpdate } from '../model/change.ts'
import type { Decision } from '../model/decision.ts'
import { Failure } from '../model/failure.ts'
import { isProtected } from '../policy/refPatterns.ts'
import { isReadable } from './decidingPolicies.ts'
import { openSaidEntries } from './gatherEntries.ts'
import { judgeLanding } from './judgeLanding.ts'
import { type ProposedLanding, readLanding } from './readLanding.ts'

/** Which policy judged, and where it is only taken for the one that decides. */
export type JudgedBy = { where: string; own: string | null; sure: boolean }

export type Verified = { update: RefUpdate; decision: Decision; judged: boolean; policy: JudgedBy }

/**
 * May this range land? The gate for CI and for anyone who wants to know before a push.
 * @param range `base..head`; by default from where the protected branch stands on the remote to HEAD.
 * @param ref the ref that it would land on (`main` or a full name); by default the first protected branch.
 * @throws Failure when names do not exist or there is no policy to judge by.
 */
export async function verify(
  repo: Repository,
  range: string | undefined,
  ref: string | undefined,
): Promise<Verified> {
  const landing = await readLanding(repo, range, ref)
  const { update, deciding, sure } = landing
  if (!update.old)
    throw new Failure(`${update.ref} is known neither here nor on a remote`, [
      { run: ['git', 'fetch', 'origin'], where: 'here' },
    ])
  const { policy: by, own } = deciding
  const policy = { where: by.where, own: own?.where ?? null, sure }
  const policies = [by.policy, ...(own && isReadable(own) ? [own.policy] : [])]
  const judged = policies.some(one => isProtected(one, update.ref)) || deciding.holds
  if (!judged)
    return { update, decision: { outcome: 'allowed', violations: [], commits: [] }, judged, policy }
  const moved = await movedSince(repo, landing)
  const said = openSaidEntries(repo, { spent: () => moved })
  return { update, decision: await judgeLanding(repo, update, 'ci', deciding, said), judged, policy }
}

/** Why no override for the base of a landing counts any more, or null: the ref stands elsewhere, and it has not landed. */
async function movedSince(
  repo: Repository,
  { update, standsAt, landed }: ProposedLanding,
): Promise<string | null> {
  const { ref, old, new: now } = update
  if (!standsAt || landed || standsAt === old || (now && (await isAncestor(repo, now, standsAt)))) return null
  return `${ref} holds ${standsAt.slice(0, 12)} and not ${old?.slice(0, 12) ?? 'nothing'} any more`
}
