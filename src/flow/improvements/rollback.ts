import { readChange } from '../../git/changes.ts'
import { readCommits } from '../../git/history.ts'
import { openObjects } from '../../git/objects.ts'
import { commitOf, requireCommit } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { GitError } from '../../git/run.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { isInverse } from '../exactRevert.ts'
import { findImprovement } from './findImprovement.ts'
import { improvementIds } from './observeRefs.ts'

export type RolledBack = {
  /** The last of the commits that undo it. */
  commit: Oid
  commits: Oid[]
  /** Whether every path is the three-way inverse of what the improvement brought. */
  exact: boolean
  title: string
}

/**
 * Undoes an improvement on the current branch with plain `git revert`, as the person who asks.
 * @throws Failure when it never landed here or is undone already, and when git meets a conflict: then
 *   everything is as it was before.
 */
export async function rollback(repo: Repository, name: string): Promise<RolledBack> {
  if (repo.bare) throw new Failure(`${repo.dir} is bare: revert in a clone and push`)
  const { id } = await findImprovement(repo, name)
  const head = await requireCommit(repo, 'HEAD')
  const { landed, undone } = await landedCommits(repo, head, id)
  const [first] = landed
  if (!first)
    throw new Failure(
      undone
        ? `${id} is undone here already, by ${undone.slice(0, 12)}`
        : `${id} has not landed on this branch`,
      [{ run: ['git', 'improver', 'show', id], where: 'here' }],
      EXIT.refused,
    )
  for (const commit of landed) await revertOne(repo, commit, head)
  const now = await requireCommit(repo, 'HEAD')
  const commits = (await repo.text(['rev-list', `${head}..${now}`])).split('\n')
  const exact = await areInverse(repo, landed, commits.toReversed())
  return { commit: now, commits, exact, title: first.message.split('\n', 1)[0] ?? '' }
}

/** The commits of the improvement that the branch still has, newest first, and a commit that undid one. */
async function landedCommits(
  repo: Repository,
  head: Oid,
  id: string,
): Promise<{ landed: Commit[]; undone: Oid | null }> {
  const gone = new Map<Oid, Oid>()
  const landed: Commit[] = []
  let undone: Oid | null = null
  for await (const commit of readCommits(repo, [head])) {
    if (!gone.has(commit.oid))
      for (const found of commit.message.matchAll(/^This reverts commit ([0-9a-f]{40,64})\b/gm))
        gone.set(found[1]!, commit.oid)
    if (!improvementIds(commit.message).includes(id)) continue
    const by = gone.get(commit.oid)
    if (by) undone = by
    else landed.push(commit)
  }
  return { landed, undone }
}

async function revertOne(repo: Repository, commit: Commit, before: Oid): Promise<void> {
  const mainline = commit.parents.length > 1 ? ['-m', '1'] : []
  try {
    await repo.run(['revert', '--no-edit', ...mainline, commit.oid])
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    const conflict = await commitOf(repo, 'REVERT_HEAD')
    if (conflict) {
      await repo.run(['revert', '--abort'])
      // Of a series the first reverts may have been made: take them back, they are ours and nobody saw them.
      if ((await commitOf(repo, 'HEAD')) !== before) await repo.run(['reset', '--keep', before])
    }
    const what = conflict ? 'later work stands in the way, and everything is as it was' : error.stderr.trim()
    throw new Failure(
      `${commit.oid.slice(0, 12)} cannot be reverted: ${what}`,
      [{ run: ['git', 'revert', ...mainline, commit.oid.slice(0, 12)], where: 'here' }],
      EXIT.refused,
    )
  }
}

async function areInverse(repo: Repository, landed: Commit[], reverts: Oid[]): Promise<boolean> {
  const objects = openObjects(repo)
  try {
    for (const [index, commit] of landed.entries()) {
      const revert = reverts[index]
      if (!revert) return false
      const undone = await readChange(repo, commit.parents[0] ?? null, commit.oid)
      const done = await readChange(repo, `${revert}^1`, revert)
      if (!(await isInverse(repo, objects, undone.files, done.files, `${revert}^1`))) return false
    }
    return true
  } finally {
    objects.close()
  }
}
