import { readCommits } from '../../git/history.ts'
import { commitOf, listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { firstProtectedBranch } from '../../policy/refPatterns.ts'
import { publishedAt } from '../readRange.ts'
import { findImprovement } from './findImprovement.ts'
import { improvementIds } from './observeRefs.ts'

/** What somebody says yes or no to: an improvement, or what another agent left on a branch. */
export type Subject = {
  /** Null for work that is no improvement of ours. */
  id: string | null
  branch: string | null
  /** The end of its branch here; else the commit that is known. */
  commit: Oid
}

/**
 * What a person means by a name: an improvement, a branch, or a commit of one branch under `ai/`.
 * @throws Failure when it is nothing that is known here, or could be several things.
 */
export async function findSubject(repo: Repository, name: string, policy: Policy): Promise<Subject> {
  const commit = await commitOf(repo, name)
  const known = await findImprovement(repo, name).catch((error: unknown) => {
    if (!(error instanceof Failure) || !commit) throw error
    return null
  })
  if (known) {
    const [at] = known.branch ? await listRefs(repo, `refs/heads/${known.branch}`) : []
    // What its branch is called may be anybody's word: the one here has to hold it.
    const held = !at || (await holds(repo, policy, at.oid, known.id))
    const here = at && held ? at.oid : known.commit
    if (here) return { id: known.id, branch: held ? known.branch : null, commit: here }
    throw new Failure(`${known.id} has no commit in this clone`, [
      { run: ['git', 'fetch', 'origin'], where: 'here' },
    ])
  }
  const [exact] = await listRefs(repo, `refs/heads/${name}`)
  if (exact && exact.ref === `refs/heads/${name}`) return { id: null, branch: name, commit: exact.oid }
  const prefix = `refs/heads/${policy.branches.ai.replace(/\/+$/, '')}`
  const text = await repo.text([
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    `--contains=${commit}`,
    prefix,
  ])
  const holders = text.split('\n').filter(line => line)
  if (holders.length > 1)
    throw new Failure(`${name} is on several branches: say which`, [
      ...holders.slice(0, 3).map(line => ({
        run: ['git', 'improver', 'approve', line.replace(/^\S+ refs\/heads\//, '')],
        where: 'here' as const,
      })),
    ])
  const [oid, ref] = (holders[0] ?? '').split(' ')
  return { id: null, branch: ref?.replace('refs/heads/', '') ?? null, commit: oid || commit! }
}

/** Whether a branch brings commits of an improvement. */
async function holds(repo: Repository, policy: Policy, tip: Oid, id: string): Promise<boolean> {
  const target = firstProtectedBranch(policy)
  const at = target ? await publishedAt(repo, target) : null
  for await (const { message } of readCommits(repo, [tip, ...(at ? [`^${at}`] : [])]))
    if (improvementIds(message).includes(id)) return true
  return false
}
