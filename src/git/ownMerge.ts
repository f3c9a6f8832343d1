import type { FileChange, ModeBlob, Oid } from '../model/change.ts'
import type { Commit } from '../model/commit.ts'
import { readChange } from './changes.ts'
import { isMerged, mergePath } from './mergeBlobs.ts'
import type { ObjectReader } from './objects.ts'
import { mergeBases } from './refs.ts'
import type { Repository } from './repository.ts'

/**
 * The paths of a merge commit whose content is not what merging its parents path by path gives: what
 * the merge itself brought, against its first parent. Empty for a merge that git would have made.
 * For more than two parents, or crossed histories where no single base explains a path, the path counts as brought.
 */
export async function broughtByMerge(
  repo: Repository,
  objects: ObjectReader,
  merge: Commit,
): Promise<FileChange[]> {
  const [first, second, ...others] = merge.parents
  if (!first || !second) return []
  const result = await readChange(repo, first, merge.tree)
  if (others.length) {
    // An octopus that git makes by itself never has a path that both sides changed.
    const clean = await Promise.all(merge.parents.slice(1).map(parent => readChange(repo, first, parent)))
    const offered = new Set(clean.flatMap(change => change.files.map(file => spell(file.path, file.new))))
    return result.files.filter(file => !offered.has(spell(file.path, file.new)))
  }
  const bases = await mergeBases(repo, first, second)
  let open = await unexplained(repo, objects, bases[0] ?? null, first, second, result.files)
  for (const base of bases.slice(1)) {
    const still = new Set(
      (await unexplained(repo, objects, base, first, second, result.files)).map(file => file.path),
    )
    open = open.filter(file => still.has(file.path))
  }
  return open
}

async function unexplained(
  repo: Repository,
  objects: ObjectReader,
  base: Oid | null,
  first: Oid,
  second: Oid,
  result: FileChange[],
): Promise<FileChange[]> {
  const [ours, theirs] = await Promise.all([readChange(repo, base, first), readChange(repo, base, second)])
  const ourFiles = byPath(ours.files)
  const theirFiles = byPath(theirs.files)
  const resultFiles = byPath(result)
  const open: FileChange[] = []
  for (const path of new Set([...theirFiles.keys(), ...resultFiles.keys()])) {
    const our = ourFiles.get(path)
    const their = theirFiles.get(path)
    const at = resultFiles.get(path)
    const ourSide: ModeBlob | null = our ? our.new : (their?.old ?? at?.old ?? null)
    const baseSide = our?.old ?? their?.old ?? (our || their ? null : ourSide)
    const theirSide = their ? their.new : baseSide
    const actual = at ? at.new : ourSide
    const merged = await mergePath(repo, objects, baseSide, ourSide, theirSide)
    if (!(await isMerged(objects, merged, actual))) open.push({ path, old: ourSide, new: actual })
  }
  return open
}

function byPath(files: FileChange[]): Map<string, FileChange> {
  return new Map(files.map(file => [file.path, file]))
}

function spell(path: string, at: ModeBlob | null): string {
  return `${path}\0${at?.mode}\0${at?.oid}`
}
