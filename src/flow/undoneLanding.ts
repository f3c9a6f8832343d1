import { readChange } from '../git/changes.ts'
import { commitNames, readCommit } from '../git/history.ts'
import type { ObjectReader } from '../git/objects.ts'
import { pathArguments } from '../git/pathArguments.ts'
import type { Repository } from '../git/repository.ts'
import type { Change, Oid, Path } from '../model/change.ts'
import type { Commit, Undone } from '../model/commit.ts'

const REVERTS = /^This reverts commit ([0-9a-f]{40,64})\b/gm

/**
 * Where the very same change landed on a ref before and was taken back since; null when it never landed, or
 * still stands. A revert is known by its words or by being the exact inverse, and one that was itself
 * undone counts for nothing.
 * @param at what the ref holds now.
 * @param tips the commits that would land, to say which of them were made with the revert in their history.
 */
export async function undoneLanding(
  repo: Repository,
  objects: ObjectReader,
  change: Change,
  at: Oid,
  tips: Oid[],
): Promise<Undone | null> {
  const found = await landingOf(repo, objects, change, at)
  if (!found?.by) return null
  const { landed, by } = found
  const since = await repo.text(['rev-list', '--ancestry-path', '--stdin'], {
    input: `${[...tips, `^${by}`].join('\n')}\n`,
  })
  return { landed: landed.oid, by, since: new Set(since.split('\n')), trailers: landed.trailers }
}

/** Where the very same change landed last on a ref, and what took it back since; null when it never landed. */
export async function landingOf(
  repo: Repository,
  objects: ObjectReader,
  change: Change,
  at: Oid,
): Promise<{ landed: Commit; by: Oid | null } | null> {
  const landed = await lastLanding(repo, objects, change, at)
  return landed && { landed, by: await takenBackBy(repo, objects, change, landed.oid, at) }
}

/** The newest commit below `at` that made this very change. */
async function lastLanding(
  repo: Repository,
  objects: ObjectReader,
  change: Change,
  at: Oid,
): Promise<Commit | null> {
  // One blob is enough to find the few commits worth comparing.
  const probe = change.files.find(file => file.new) ?? change.files[0]
  const object = probe?.new?.oid ?? probe?.old?.oid
  if (!probe || !object) return null
  const names = await namesOf(repo, [`--find-object=${object}`, at, ...within([probe.path])])
  for (const name of names) {
    const commit = await readCommit(objects, name)
    const own = await readChange(repo, commit.parents[0] ?? null, commit.tree)
    if (own.digest === change.digest) return commit
  }
  return null
}

async function takenBackBy(
  repo: Repository,
  objects: ObjectReader,
  change: Change,
  landed: Oid,
  at: Oid,
): Promise<Oid | null> {
  const paths = change.files.map(file => file.path)
  const names = await namesOf(repo, [at, `^${landed}`, ...within(paths)])
  // Newest first: a revert that was reverted is seen to be so before it is looked at.
  const undone = new Set<Oid>()
  for (const name of names) {
    if (undone.has(name)) continue
    const commit = await readCommit(objects, name)
    const said = [...commit.message.matchAll(REVERTS)].map(found => found[1]!)
    for (const oid of said) undone.add(oid)
    if (await undoes(repo, said, landed)) return name
    if (isInverse(change, await readChange(repo, commit.parents[0] ?? null, commit.tree))) return name
  }
  return null
}

/** By name, or by the name of a merge that brought it. */
async function undoes(repo: Repository, said: Oid[], landed: Oid): Promise<boolean> {
  for (const oid of said) {
    if (oid === landed) return true
    const { code } = await repo.run(['rev-parse', '--verify', '--quiet', `${oid}^2`], { accept: [1, 128] })
    if (code === 0 && (await commitNames(repo, [oid, `^${oid}^1`])).has(landed)) return true
  }
  return false
}

function isInverse(change: Change, other: Change): boolean {
  const files = new Map(other.files.map(file => [file.path, file]))
  return change.files.every(({ path, old, new: now }) => {
    const file = files.get(path)
    return file !== undefined && file.old?.oid === now?.oid && file.new?.oid === old?.oid
  })
}

/** A path that is no UTF-8 has a spelling that git does not know: then all of history is looked at, as for very many. */
function within(paths: Path[]): string[] {
  return paths.some(path => path.startsWith('\uFFFD')) ? [] : pathArguments(paths)
}

/** Commits that touch these paths on any line of history, newest first; merges bring nothing of their own. */
async function namesOf(repo: Repository, args: string[]): Promise<Oid[]> {
  const text = await repo.text([
    'log',
    '--format=%H',
    '--topo-order',
    '--full-history',
    '--no-merges',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    ...args,
  ])
  return text.split('\n').filter(line => line)
}
