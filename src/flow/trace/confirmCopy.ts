import type { ObjectReader } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Commit, TracedFact } from '../../model/commit.ts'
import { longestCopy, type Side } from '../../source/copiedRuns.ts'
import { type Brought, covering } from './brought.ts'
import type { Standing } from './standing.ts'
import { isInTree, lastTouch, runsInTree } from './whereElse.ts'

/** From here on a run is more than anybody writes by chance. */
export const ENOUGH = { lines: 8, chars: 240 }
/** A run that stands elsewhere may hide a longer one that does not. */
const MOST_TRIES = 12

/** An AI commit with what it brought, and what became of it. */
export type Source = { commit: Oid; parents: Oid[]; brought: Brought[]; standing: Standing }

/** Where to look for what is no copy: `trees` are those that had it before. */
type Place = { repo: Repository; objects: ObjectReader; trees: Oid[]; target: Oid | null }

type Found = TracedFact & { chars: number }

/**
 * What a commit repeats of an AI commit, or null. Nothing that stands in a parent of either, or on the ref that it
 * shall land on: that is moved, or was there before. What the ref had once and no more counts only where it was
 * taken back.
 * @param target what the ref holds; null where it is born.
 */
export async function confirmCopy(
  repo: Repository,
  objects: ObjectReader,
  { parents }: Pick<Commit, 'parents'>,
  brought: Brought[],
  source: Source,
  target: Oid | null,
): Promise<TracedFact | null> {
  const trees = [...new Set([...parents, ...source.parents, ...(target ? [target] : [])])]
  const place = { repo, objects, trees, target }
  const best: Found[] = []
  for (const copy of brought)
    for (const from of source.brought) {
      const isWhole = copy.blob === from.blob && from.keys.length > 0
      const found = await (isWhole ? wholeFile : longRun)(place, copy, from, source)
      if (found) best.push(found)
    }
  best.sort((a, b) => rank(a) - rank(b) || b.chars - a.chars)
  const [first] = best
  if (!first) return null
  const { chars: _, ...fact } = first
  return fact
}

/** Whole files first, then long runs. */
function rank({ of }: TracedFact): number {
  return ['file', 'run', 'short'].indexOf(of)
}

async function wholeFile(
  { repo, trees, target }: Place,
  copy: Brought,
  from: Brought,
  source: Source,
): Promise<Found | null> {
  for (const tree of trees) if (await isInTree(repo, tree, copy.blob)) return null
  if (await wasThere(repo, target, [copy.path, from.path], { blob: copy.blob }, source)) return null
  const lines = copy.side.lines.length
  const place = { path: from.path, line: 1 }
  return {
    of: 'file',
    path: copy.path,
    line: 1,
    lines,
    chars: lines,
    source: { commit: source.commit, ...place },
  }
}

async function longRun(
  { repo, objects, trees, target }: Place,
  copy: Brought,
  from: Brought,
  source: Source,
): Promise<Found | null> {
  let { side } = copy
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = longestCopy(side, from.side)
    if (!found) return null
    const elsewhere = new Set<number>()
    for (const tree of trees)
      for (const name of await runsInTree(repo, objects, tree, found.longest)) elsewhere.add(name)
    const rest = less(side, elsewhere)
    if (rest) {
      side = rest
      continue
    }
    if (await wasThere(repo, target, [copy.path, from.path], { line: found.longest }, source)) return null
    const enough = found.lines >= ENOUGH.lines && found.chars >= ENOUGH.chars
    return {
      of: enough ? 'run' : 'short',
      path: copy.path,
      line: found.at,
      lines: found.lines,
      chars: found.chars,
      source: { commit: source.commit, path: from.path, line: found.from },
    }
  }
  return null
}

/** What is left of the runs of a text; null where all of them are. */
function less(side: Side, elsewhere: ReadonlySet<number>): Side | null {
  const shingles = side.shingles.map(one => (one && elsewhere.has(one.name) ? null : one))
  return shingles.some((one, at) => one !== side.shingles[at]) ? covering(side.lines, shingles) : null
}

/**
 * Whether content is in the history of the ref, or was in that of the AI commit, which then only brought it back. What
 * the ref had and has no more since a revert counts as never there.
 */
async function wasThere(
  repo: Repository,
  target: Oid | null,
  paths: Path[],
  what: Parameters<typeof lastTouch>[3],
  { parents, standing }: Source,
): Promise<boolean> {
  const [before] = parents
  if (before && (await lastTouch(repo, before, paths, what))) return true
  const touch = target && standing !== 'undone' ? await lastTouch(repo, target, paths, what) : null
  return touch !== null && !/^This reverts commit [0-9a-f]{40,64}\b/m.test(touch.message)
}
