import { makeChange } from '../../git/changes.ts'
import { type ChangedFile, readRangeChanges } from '../../git/rangeChanges.ts'
import type { Repository } from '../../git/repository.ts'
import type { Digest, Oid } from '../../model/change.ts'

/** What a commit changed. `digest` is null for a merge, and for what changed nothing: all of those would be alike. */
export type OwnChange = { digest: Digest | null; files: ChangedFile[] }

/** What each of these commits changed, by two processes for all of them. */
export async function readChanges(repo: Repository, commits: Iterable<Oid>): Promise<Map<Oid, OwnChange>> {
  const changes = new Map<Oid, OwnChange>()
  for (const commit of commits) changes.set(commit, { digest: null, files: [] })
  if (!changes.size) return changes
  for await (const { commit, files } of readRangeChanges(repo, [...changes.keys()], ['--no-walk=unsorted'])) {
    const isMerge = files.some(({ olds }) => olds.length !== 1)
    const own = files.map(({ path, olds, new: now }) => ({ path, old: olds[0] ?? null, new: now }))
    changes.set(commit, { digest: isMerge ? null : makeChange(own).digest, files })
  }
  return changes
}
