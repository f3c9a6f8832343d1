import { commitOf, listRefs, requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { RefUpdate } from '../model/change.ts'
import type { Decision } from '../model/decision.ts'
import { Failure } from '../model/failure.ts'
import { firstProtectedBranch, isProtected } from '../policy/refPatterns.ts'
import { judgeUpdate } from './judgeUpdate.ts'
import { findPolicyRef, type LoadedPolicy, loadPolicyAt } from './loadPolicy.ts'

export type Verified = { update: RefUpdate; decision: Decision; judged: boolean }

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
  const [baseName, headName] = splitRange(range)
  const base = baseName === undefined ? null : await requireCommit(repo, baseName)
  const loaded = await policyFor(repo, base)
  const target = fullRef(ref) ?? firstProtectedBranch(loaded.policy)
  if (!target)
    throw new Failure('the policy names no single protected branch: say which ref the change is for', [
      { run: ['git', 'improver', 'verify', '--ref', 'main'], where: 'here' },
    ])
  const old = base ?? (await publishedAt(repo, target))
  const now = await requireCommit(repo, headName)
  const update: RefUpdate = { ref: target, old, new: now }
  if (!isProtected(loaded.policy, target))
    return { update, decision: { outcome: 'allowed', violations: [], commits: [] }, judged: false }
  return { update, decision: await judgeUpdate(repo, update, 'ci', loaded.policy), judged: true }
}

function splitRange(range: string | undefined): [string | undefined, string] {
  if (range === undefined) return [undefined, 'HEAD']
  const found = /^(.*?)\.\.(?!\.)(.*)$/.exec(range)
  if (!found || range.includes('...'))
    throw new Failure(`${range} is no range: it takes two ends, base..head`, [
      { run: ['git', 'improver', 'verify', 'origin/main..HEAD'], where: 'here' },
    ])
  return [found[1] || 'HEAD', found[2] || 'HEAD']
}

/** The policy of the base, never of the proposal; without a base the clone's policy ref. */
async function policyFor(repo: Repository, base: string | null): Promise<LoadedPolicy> {
  const atBase = base ? await loadPolicyAt(repo, base) : null
  if (atBase) return atBase
  const ref = await findPolicyRef(repo)
  const loaded = ref ? await loadPolicyAt(repo, ref) : null
  if (loaded) return loaded
  throw new Failure('there is no policy to judge by: .improver/policy.yaml is on no protected branch', [
    { run: ['git', 'improver', 'init'], where: 'here' },
  ])
}

/** A ref as a person types it, in full: a bare name is a branch. */
export function fullRef(ref: string | undefined): string | null {
  if (ref === undefined) return null
  return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`
}

async function publishedAt(repo: Repository, ref: string): Promise<string> {
  const branch = ref.replace(/^refs\/heads\//, '')
  const remotes = (await listRefs(repo, 'refs/remotes')).filter(
    one => one.ref.replace(/^refs\/remotes\/[^/]+\//, '') === branch,
  )
  const best = remotes.find(one => one.ref.startsWith('refs/remotes/origin/')) ?? remotes[0]
  const local = best?.oid ?? (await commitOf(repo, ref))
  if (local) return local
  throw new Failure(`${ref} is known neither here nor on a remote`, [
    { run: ['git', 'fetch', 'origin'], where: 'here' },
  ])
}
