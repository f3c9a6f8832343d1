import { readCommit, readCommits } from '../../git/history.ts'
import { openObjects } from '../../git/objects.ts'
import { isAncestor } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { improvementsOf, type Named } from '../improvements/observeRefs.ts'

/** One `git revert` of an improvement: a commit of it, or the merge that brought nothing else. */
export type LandedUnit = {
  commit: Commit
  title: string
  /** Other improvements that the same commit holds, as a squash of several does: they would be undone as well. */
  others: string[]
}

export type LandedUnits = {
  /** The newest first, which is the order to revert them in. */
  units: LandedUnit[]
  /** A commit that undid it, where there was one. */
  undone: Oid | null
}

const REVERTS = /^This reverts commit ([0-9a-f]{40,64})\b/gm

/**
 * What of an improvement a history still has. A revert that was itself undone undoes nothing.
 * @param named what is known of commits whose messages say nothing.
 */
export async function landedUnits(
  repo: Repository,
  head: Oid,
  id: string,
  named?: Named,
): Promise<LandedUnits> {
  const gone = new Map<Oid, Oid>()
  const live: Commit[] = []
  let undone: Oid | null = null
  for await (const commit of readCommits(repo, [head])) {
    if (!gone.has(commit.oid))
      for (const found of commit.message.matchAll(REVERTS)) {
        gone.set(found[1]!, commit.oid)
        for (const inner of await broughtBy(repo, found[1]!)) gone.set(inner.oid, commit.oid)
      }
    if (!improvementsOf(commit, named).includes(id)) continue
    const by = gone.get(commit.oid)
    if (by) undone = by
    else live.push(commit)
  }
  return { units: await unitsOf(repo, head, live, id, named), undone }
}

/** Commits as reverts: a merge stands for what it brought where all of that is of this improvement. */
async function unitsOf(
  repo: Repository,
  head: Oid,
  live: Commit[],
  id: string,
  named: Named | undefined,
): Promise<LandedUnit[]> {
  if (!live.length) return []
  const line = (await repo.text(['rev-list', '--first-parent', head, '--'])).split('\n')
  const onLine = new Set(line)
  const units = new Map<Oid, LandedUnit>()
  const isOwn = (one: Commit) => improvementsOf(one, named).includes(id)
  for (const commit of live) {
    // A merge whose own message names the improvement says so of what it brought, which is found by itself.
    if (commit.parents.length > 1 && (await broughtBy(repo, commit.oid)).some(isOwn)) continue
    const merge = onLine.has(commit.oid) ? null : await mergeOf(repo, line, commit.oid)
    const brought = merge ? await broughtBy(repo, merge) : []
    const own = brought.filter(isOwn)
    const alone = own.length > 0 && brought.every(one => own.includes(one) || isEmpty(one, brought))
    const unit = merge && alone ? await commitAt(repo, merge) : commit
    units.set(unit.oid, {
      commit: unit,
      title: titleOf(commit),
      others: (unit === commit ? [commit] : own)
        .flatMap(one => improvementsOf(one, named))
        .filter(other => other !== id),
    })
  }
  return [...units.values()]
}

/** The commit of the first-parent line by which another one got there: the oldest that contains it. */
async function mergeOf(repo: Repository, line: Oid[], commit: Oid): Promise<Oid | null> {
  let newest = 0
  let oldest = line.length
  // line[newest] contains it, line[oldest] does not.
  while (oldest - newest > 1) {
    const middle = (newest + oldest) >> 1
    if (await isAncestor(repo, commit, line[middle]!)) newest = middle
    else oldest = middle
  }
  return line[newest] ?? null
}

/** What a merge brought to its first parent; nothing for a commit of another kind, or one that is not here. */
async function broughtBy(repo: Repository, merge: Oid): Promise<Commit[]> {
  const { code, stdout } = await repo.run(['rev-parse', '--verify', '--quiet', `${merge}^2`], {
    accept: [1, 128],
  })
  if (code !== 0 || !stdout.length) return []
  const brought: Commit[] = []
  for await (const commit of readCommits(repo, [merge, `^${merge}^1`]))
    if (commit.oid !== merge) brought.push(commit)
  return brought
}

async function commitAt(repo: Repository, oid: Oid): Promise<Commit> {
  const objects = openObjects(repo)
  try {
    return await readCommit(objects, oid)
  } finally {
    objects.close()
  }
}

/** A sign-off: the same tree as its parent. Where that is not among them nobody can tell, and it counts as work. */
function isEmpty(commit: Commit, brought: Commit[]): boolean {
  const [parent, ...more] = commit.parents
  return !more.length && brought.some(one => one.oid === parent && one.tree === commit.tree)
}

function titleOf(commit: Commit): string {
  return commit.message.split('\n', 1)[0] ?? ''
}
