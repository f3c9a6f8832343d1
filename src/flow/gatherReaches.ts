import { readChange } from '../git/changes.ts'
import { commitNames } from '../git/history.ts'
import { mergeBases } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import type { Commit, Reach } from '../model/commit.ts'

/**
 * What a merge or an empty sign-off commit may answer for: the net change from where its work left the
 * target to itself. A merge may also have meant just what it brings to its first parent, which does
 * not change when the target moves on. Each reach is sound by itself: its digest says what was read.
 */
export async function readReaches(repo: Repository, commit: Commit, target: Oid | null): Promise<Reach[]> {
  const bases = new Set(target ? await mergeBases(repo, target, commit.oid) : [])
  if (commit.parents.length > 1 && commit.parents[0]) bases.add(commit.parents[0])
  bases.delete(commit.oid)
  return Promise.all(
    [...bases].map(async base => ({
      base,
      change: await readChange(repo, base, commit.tree),
      covers: await commitNames(repo, [commit.oid, `^${base}`]),
    })),
  )
}

/** Whether a commit has the same tree as its only parent. */
export async function isEmpty(repo: Repository, commit: Commit): Promise<boolean> {
  if (commit.parents.length !== 1) return false
  return (await repo.text(['rev-parse', `${commit.parents[0]}^{tree}`])) === commit.tree
}
