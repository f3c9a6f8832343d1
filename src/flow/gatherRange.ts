import type { Entrance } from '../gate/facts.ts'
import { commitOf, listRefs } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { RefUpdate } from '../model/change.ts'
import type { Policy } from '../model/policy.ts'
import { isProtected, matchesRef, trustedPatterns } from '../policy/refPatterns.ts'

/**
 * Which commits an update brings, as arguments for `git rev-list`.
 *
 * Server and CI: all of old..new, never `--not --all`, because a commit that was pushed to `ai/x` first must
 * still be judged when it comes to main. Less what the trusted branches hold and what lies before adoption.
 * A ref that is born has no old value: it is judged against what the protected refs hold already.
 * A client leaves out what any remote's protected ref has: what the server took is not judged again.
 */
export async function rangeOf(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
  policy: Policy,
): Promise<string[]> {
  if (!update.new) return []
  const without = update.old ? [update.old] : []
  const heads = await listRefs(repo, 'refs/heads', 'refs/tags', 'refs/remotes')
  const trusted = trustedPatterns(policy)
  for (const { ref, oid } of heads) {
    if (ref === update.ref) continue
    const remote = ref.startsWith('refs/remotes/')
    // In CI the branches of the server are remote-tracking refs.
    const name = ref.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/')
    if (name === update.ref && entrance !== 'client') continue
    const known =
      entrance === 'client'
        ? remote && isProtected(policy, name)
        : trusted.some(pattern => matchesRef(pattern, name)) || (!update.old && isProtected(policy, name))
    if (known) without.push(oid)
  }
  for (const name of policy.attribution.baseline) {
    const oid = await commitOf(repo, name)
    if (oid) without.push(oid)
  }
  return [update.new, ...new Set(without.map(oid => `^${oid}`))]
}
