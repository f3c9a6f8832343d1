import { makeChange } from '../../git/changes.ts'
import { commonAncestors } from '../../git/commonAncestors.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import type { Repository } from '../../git/repository.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { Filed } from '../../model/entry.ts'

/** Which improvements a commit is of, whatever its message says. */
export type Named = ReadonlyMap<Oid, string[]>

/**
 * Finds the commits that bring the very change of an improvement and do not say so: a squash button or another tool left
 * the trailers out, or a rewrite of the history did. Looked at is what came after the commits that the entries were
 * written on top of, by two processes for all of them.
 * @param tips of the branches where they may have landed.
 * @param entries whose word for "this change is of that improvement" is taken.
 */
export async function namedByChange(repo: Repository, tips: Oid[], entries: Iterable<Filed>): Promise<Named> {
  const wanted = new Map<Digest, Set<string>>()
  const bases = new Set<Oid>()
  for (const { entry } of entries) {
    const { improvement, change, data } = entry
    const base = data.base
    if (improvement === undefined || change === null || typeof base !== 'string') continue
    wanted.set(change, (wanted.get(change) ?? new Set()).add(improvement))
    bases.add(base)
  }
  const named = new Map<Oid, string[]>()
  const range = wanted.size ? await since(repo, tips, [...bases]) : null
  if (range === null) return named
  for await (const { commit, files } of readRangeChanges(repo, range)) {
    if (files.some(({ olds }) => olds.length !== 1)) continue
    const change = makeChange(
      files.map(({ path, olds, new: now }) => ({ path, old: olds[0] ?? null, new: now })),
    )
    const found = wanted.get(change.digest)
    if (found) named.set(commit, [...found].sort())
  }
  return named
}

/** All that is in the tips and not in every base; null where no base is here. Some may be: a clone need not have all. */
async function since(repo: Repository, tips: Oid[], bases: Oid[]): Promise<string[] | null> {
  const names = bases.filter(base => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(base))
  const { stdout } = await repo.run(['cat-file', '--batch-check=%(objecttype) %(objectname)'], {
    input: names.map(name => `${name}\n`).join(''),
  })
  const here = stdout
    .toString('utf8')
    .split('\n')
    .flatMap(line => /^commit (\S+)$/.exec(line)?.[1] ?? [])
  if (!here.length || !tips.length) return null
  // Where they have nothing in common this is empty, and all of the history is looked at.
  return [...tips, ...(await commonAncestors(repo, here)).map(oid => `^${oid}`)]
}
