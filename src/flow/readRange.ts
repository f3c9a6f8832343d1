import { commitOf, listRefs, mergeBases, requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import type { Policy } from '../model/policy.ts'
import { firstProtectedBranch } from '../policy/refPatterns.ts'

/** Two ends as a person names them; a blank one is HEAD. */
export type Ends = { base: string | undefined; head: string }

/**
 * Splits `base..head`.
 * @param verb is named in the way out.
 * @throws Failure for `a...b` and for anything else that is no range.
 */
export function splitRange(range: string | undefined, verb: string): Ends {
  if (range === undefined) return { base: undefined, head: 'HEAD' }
  const found = /^(.*?)\.\.(?!\.)(.*)$/.exec(range)
  if (!found || range.includes('...'))
    throw new Failure(`${range} is no range: it takes two ends, base..head`, [
      { run: ['git', 'improver', verb, 'origin/main..HEAD'], where: 'here' },
    ])
  return { base: found[1] || 'HEAD', head: found[2] || 'HEAD' }
}

/**
 * The two commits that somebody wants measured or checked; no ref and no policy has a say in them. The base is where the
 * head left it, since what others did there meanwhile is not this range's doing; backwards, the ends are meant as they are.
 * @param range by default from the protected branch to HEAD.
 * @param verb asks, and is named in the way out.
 * @throws Failure when names do not exist.
 */
export async function readRange(
  repo: Repository,
  range: string | undefined,
  policy: Policy,
  verb: string,
): Promise<{ base: Oid; head: Oid }> {
  const ends = splitRange(range, verb)
  const head = await requireCommit(repo, ends.head)
  if (ends.base !== undefined) return fromFork(repo, await requireCommit(repo, ends.base), head)
  const target = firstProtectedBranch(policy)
  const base = target === null ? null : await publishedAt(repo, target)
  if (!base)
    throw new Failure('there is no protected branch to compare HEAD with: say what with', [
      { run: ['git', 'improver', verb, 'HEAD~1..HEAD'], where: 'here' },
    ])
  return fromFork(repo, base, head)
}

async function fromFork(repo: Repository, base: Oid, head: Oid): Promise<{ base: Oid; head: Oid }> {
  const [fork = base] = await mergeBases(repo, base, head)
  return { base: fork === head ? base : fork, head }
}

/** Where a branch stands: the remote's, as last fetched, else this clone's own. Null where it is not there. */
export async function publishedAt(repo: Repository, ref: string): Promise<Oid | null> {
  const branch = ref.replace(/^refs\/heads\//, '')
  const remotes = (await listRefs(repo, 'refs/remotes')).filter(
    one => one.ref.replace(/^refs\/remotes\/[^/]+\//, '') === branch,
  )
  const best = remotes.find(one => one.ref.startsWith('refs/remotes/origin/')) ?? remotes[0]
  return best?.oid ?? (await commitOf(repo, ref))
}
