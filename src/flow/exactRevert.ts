import { readChange } from '../git/changes.ts'
import { readCommits } from '../git/history.ts'
import { isMerged, mergePath } from '../git/mergeBlobs.ts'
import type { ObjectReader } from '../git/objects.ts'
import { pathArguments } from '../git/pathArguments.ts'
import { commitOf, isAncestor } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { FileChange, ModeBlob, Oid } from '../model/change.ts'
import type { Commit } from '../model/commit.ts'
import { isSteering } from '../source/steering.ts'
import { type AiCommit, bringsAiBack } from './bringsAiBack.ts'

const REVERTS = /^This reverts commit ([0-9a-f]{40,64})\b/m

/**
 * The commit that another one undoes exactly, or null. It must have landed on this ref, be AI-made
 * in all its parts and be no revert itself, whatever it calls itself, and nothing in it may steer tools: undoing a person's
 * work, or a revert, brings something back that somebody took away on purpose. The message only says where to look; the
 * proof is the three-way inverse of every path.
 */
export async function undoneBy(
  repo: Repository,
  objects: ObjectReader,
  revert: Commit,
  files: FileChange[],
  landed: Oid | null,
  isAi: AiCommit,
): Promise<Oid | null> {
  const named = REVERTS.exec(revert.message)?.[1]
  const parent = revert.parents[0]
  if (!named || !parent || !landed || revert.parents.length !== 1) return null
  const target = await commitOf(repo, named)
  if (!target || !(await isAncestor(repo, target, landed))) return null
  const before = await commitOf(repo, `${target}^1`)
  for await (const commit of readCommits(repo, [target, ...(before ? [`^${before}`] : [])])) {
    if (REVERTS.test(commit.message) || !(await isAi(commit))) return null
  }
  const undone = await readChange(repo, before, target)
  if (undone.files.some(({ path }) => isSteering(path))) return null
  if (!(await isInverse(repo, objects, undone.files, files, parent))) return null
  return (await bringsAiBack(repo, objects, undone.files, before, isAi)) ? null : target
}

/** Whether `files`, made on top of `parent`, take back exactly what `undone` brought, path by path. */
export async function isInverse(
  repo: Repository,
  objects: ObjectReader,
  undone: FileChange[],
  files: FileChange[],
  parent: Oid,
): Promise<boolean> {
  const changed = new Map(files.map(file => [file.path, file]))
  const known = new Set(undone.map(file => file.path))
  if (files.some(file => !known.has(file.path))) return false
  const before = await sidesAt(
    repo,
    parent,
    undone.map(file => file.path),
  )
  for (const { path, old, new: now } of undone) {
    const ours = before.get(path) ?? null
    const actual = changed.has(path) ? (changed.get(path)?.new ?? null) : ours
    if (!(await isMerged(objects, await mergePath(repo, objects, now, ours, old), actual))) return false
  }
  return true
}

/** What stands at some paths of a commit; of very many at all of its paths. */
async function sidesAt(repo: Repository, commit: Oid, paths: string[]): Promise<Map<string, ModeBlob>> {
  const { stdout } = await repo.run(['ls-tree', '-r', '-z', '--full-tree', commit, ...pathArguments(paths)])
  const sides = new Map<string, ModeBlob>()
  for (const line of stdout.toString('utf8').split('\0')) {
    const [, mode, oid, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
    if (mode && oid && path !== undefined) sides.set(path, { mode, oid })
  }
  return sides
}
