import { readChange } from '../../git/changes.ts'
import { readCommits } from '../../git/history.ts'
import { listRefs, mergeBases } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Change, Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { reviewTarget } from '../bindReview.ts'
import { findPolicyRef, loadPolicyAt } from '../loadPolicy.ts'
import { defaultPolicy } from '../missingPolicy.ts'

/** What a reviewer sees of some work: everything since it left the branch that it is for. */
export type Proposal = {
  target: string
  /** What the target holds as far as this clone knows. */
  published: Oid | null
  base: Oid | null
  tip: Commit
  /** Its commits, newest first. */
  range: Commit[]
  change: Change
}

/** The policy that decides in this clone; the preset's where there is none yet. */
export async function policyHere(repo: Repository): Promise<Policy> {
  const ref = await findPolicyRef(repo)
  return (ref ? (await loadPolicyAt(repo, ref))?.policy : null) ?? defaultPolicy()
}

/**
 * Reads the work that ends in a commit, against the branch that reviews made here are for: `improver.target` of
 * git's configuration, else the first protected one.
 * @param what names it in errors.
 * @throws Failure when the target has all of it already.
 */
export async function readProposal(
  repo: Repository,
  policy: Policy,
  end: Oid,
  what: string,
): Promise<Proposal> {
  const target = (await reviewTarget(repo, policy, null)) ?? 'refs/heads/main'
  const short = target.replace(/^refs\/heads\//, '')
  const [at] = [...(await listRefs(repo, `refs/remotes/origin/${short}`)), ...(await listRefs(repo, target))]
  const bases = at ? await mergeBases(repo, at.oid, end) : []
  const range: Commit[] = []
  for await (const commit of readCommits(repo, [end, ...bases.map(base => `^${base}`)])) range.push(commit)
  const [tip] = range
  if (!tip) throw new Failure(`${what} has nothing that ${short} lacks`, [], EXIT.refused)
  const alone = range.length === 1 && tip.parents.length === 1
  const base = (alone ? tip.parents[0] : bases[0]) ?? null
  return {
    target,
    published: at?.oid ?? null,
    base,
    tip,
    range,
    change: await readChange(repo, base, tip.tree),
  }
}
