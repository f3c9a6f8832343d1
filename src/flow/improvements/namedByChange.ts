import { makeChange } from '../../git/changes.ts'
import { commonAncestors } from '../../git/commonAncestors.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import type { Repository } from '../../git/repository.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { Filed } from '../../model/entry.ts'
import { openHints, type Waiting } from './hints.ts'
import type { Named } from './observeRefs.ts'

/**
 * Finds the commits that bring the very change of an improvement and do not say so: a squash button or another tool left
 * the trailers out, or a rewrite of the history did. Looked at is what came after the commits that the entries were
 * written on top of, by two processes for all of them.
 * @param tips of the branches where they may have landed.
 * @param entries whose word for "this change is of that improvement" is taken where nothing here contradicts it.
 * @param waiting what this clone has of improvements that wait.
 */
export async function namedByChange(
  repo: Repository,
  tips: Oid[],
  entries: Iterable<Filed>,
  waiting: Waiting = new Map(),
): Promise<Named> {
  const wanted = new Map<Digest, Filed[]>()
  const bases = new Set<Oid>()
  for (const one of entries) {
    const { improvement, change, data } = one.entry
    const base = data.base
    if (improvement === undefined || change === null || typeof base !== 'string') continue
    const there = wanted.get(change)
    if (there) there.push(one)
    else wanted.set(change, [one])
    bases.add(base)
  }
  const found = new Map<Oid, Filed[]>()
  const range = wanted.size ? await since(repo, tips, [...bases]) : null
  if (range === null) return new Map()
  for await (const { commit, files } of readRangeChanges(repo, range)) {
    if (files.some(({ olds }) => olds.length !== 1)) continue
    const change = makeChange(
      files.map(({ path, olds, new: now }) => ({ path, old: olds[0] ?? null, new: now })),
    )
    const told = wanted.get(change.digest)
    if (told) found.set(commit, told)
  }
  return credible(repo, found, waiting)
}

async function credible(
  repo: Repository,
  found: ReadonlyMap<Oid, Filed[]>,
  waiting: Waiting,
): Promise<Named> {
  const named = new Map<Oid, string[]>()
  const hints = openHints(repo, waiting)
  try {
    for (const [commit, told] of found) {
      const improvements = new Set<string>()
      for (const one of told) {
        const { improvement = '' } = one.entry
        if (!improvements.has(improvement) && (await hints.holds(one))) improvements.add(improvement)
      }
      if (improvements.size) named.set(commit, [...improvements].sort())
    }
    return named
  } finally {
    hints.close()
  }
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
