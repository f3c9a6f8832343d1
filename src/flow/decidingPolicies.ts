import type { Repository } from '../git/repository.ts'
import type { Oid, RefUpdate } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import type { Policy } from '../model/policy.ts'
import { isProtected } from '../policy/refPatterns.ts'
import { type LoadedPolicy, loadPolicyAt, POLICY_PATH, policyText } from './loadPolicy.ts'

/** A branch's own policy that this binary cannot read, and why. */
export type UnreadablePolicy = { where: string; why: string }

/**
 * What a landing is judged by: the policy that decides, and the target's own where it says something else. That one
 * can only make things stricter, since both have to allow. `holds`: the policy comes from the target itself.
 */
export type Deciding = { policy: LoadedPolicy; own: LoadedPolicy | UnreadablePolicy | null; holds: boolean }

/**
 * Adds the target's own policy to the one that decides.
 *
 * Judged under both, instead of comparing two policies key by key, a branch can't be looser by anything that somebody
 * forgot to compare: people and keys that only it knows count under it and not under the one that decides. Which refs
 * are protected is for the policy that decides to say, alone: else whoever may push to a free branch could make it
 * theirs for ever; and so is what the repository is called. The same text is judged once.
 * @param at where the target stands: its own policy is read there and never from what would land.
 */
export async function decidingFor(
  repo: Repository,
  update: RefUpdate,
  policy: LoadedPolicy,
  at: Oid | null = update.old,
): Promise<Deciding> {
  const holds = await holdsPolicy(repo, policy, update.ref)
  const here = update.ref === policy.ref
  if (!at || !update.new || here || !isProtected(policy.policy, update.ref))
    return { policy, own: null, holds }
  return { policy, own: await ownPolicy(repo, policy, at, update.new), holds }
}

/** Whether a ref, as the server calls it, is the one that a policy was read from, here or as last fetched. */
export async function holdsPolicy(repo: Repository, { ref }: LoadedPolicy, target: string): Promise<boolean> {
  if (ref === target) return true
  if (!ref.startsWith('refs/remotes/')) return false
  const { stdout } = await repo.run(['symbolic-ref', '--quiet', ref], { accept: [1, 128] })
  const name = stdout.toString('utf8').trim() || ref
  return name.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/') === target
}

async function ownPolicy(
  repo: Repository,
  policy: LoadedPolicy,
  at: Oid,
  now: Oid,
): Promise<Deciding['own']> {
  const text = await policyText(repo, at)
  if (text === null || text === policy.text) return null
  try {
    const own = await loadPolicyAt(repo, at)
    return own && { ...own, policy: inRepositoryOf(policy.policy, own.policy) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // What mends it, or takes the deciding policy's copy, must be able to land.
    const mended = (await policyText(repo, now)) !== text
    return mended ? null : { where: `${at}:${POLICY_PATH}`, why: error.message }
  }
}

/** Reviews are given under one name of the repository, and a branch may have an older one, or one more. */
function inRepositoryOf({ repository }: Policy, own: Policy): Policy {
  const { repository: _, ...rest } = own
  return repository === undefined ? rest : { ...rest, repository }
}

/** Tells the two apart. */
export function isReadable(own: NonNullable<Deciding['own']>): own is LoadedPolicy {
  return 'policy' in own
}
