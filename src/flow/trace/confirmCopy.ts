import type { Oid, Path } from '../../model/change.ts'
import type { TracedFact } from '../../model/commit.ts'
import { longestCopy, type Side } from '../../source/copiedRuns.ts'
import { type Brought, covering } from './brought.ts'
import type { Standing } from './standing.ts'
import type { Elsewhere } from './whereElse.ts'

/** From here on a run is more than anybody writes by chance. */
export const ENOUGH = { lines: 8, chars: 240 }
/** A run that stands elsewhere may hide a longer one that does not. */
const MOST_TRIES = 12
/** Two commits may share so many files with each other. */
const MOST_PAIRS = 200

/** An AI commit with what it brought, and what became of it. */
export type Source = { commit: Oid; parents: Oid[]; brought: Brought[]; standing: Standing }

/** What is compared, and where to look for what is no copy: `trees` are those that had it before. */
type Pair = { copy: Brought; from: Brought; source: Source; trees: Oid[]; target: Oid | null }

/**
 * What a commit repeats of an AI commit, or null. Nothing that stands in a parent of either, or on the ref that it
 * shall land on: that is moved, or was there before. What the ref had once and no more counts only where it was
 * taken back.
 * @param parents of the commit.
 * @param target what the ref holds; null where it is born.
 * @returns the first that is more than chance, those first that share most; else the longest that could be.
 * @throws TooMuch
 */
export async function confirmCopy(
  elsewhere: Elsewhere,
  parents: Oid[],
  brought: Brought[],
  source: Source,
  target: Oid | null,
): Promise<TracedFact | null> {
  const trees = [...new Set([...parents, ...source.parents, ...(target ? [target] : [])])]
  let short: TracedFact | null = null
  for (const { copy, from } of pairsOf(brought, source.brought)) {
    const pair = { copy, from, source, trees, target }
    const found = await (copy.blob === from.blob ? wholeFile : longRun)(elsewhere, pair)
    if (found && found.of !== 'short') return found
    if (found && (!short || found.lines > short.lines)) short = found
  }
  return short
}

/** Files that share something, those first that share most. */
function pairsOf(copies: Brought[], sources: Brought[]): { copy: Brought; from: Brought }[] {
  const having = new Map<number, Brought[]>()
  for (const from of sources)
    for (const key of new Set(from.keys)) having.set(key, [...(having.get(key) ?? []), from])
  const pairs = copies.flatMap(copy => {
    const shared = new Map<Brought, number>()
    for (const key of copy.keys)
      for (const from of having.get(key) ?? []) shared.set(from, (shared.get(from) ?? 0) + 1)
    return [...shared].map(([from, count]) => ({
      copy,
      from,
      count: copy.blob === from.blob ? Infinity : count,
    }))
  })
  return pairs.sort((a, b) => b.count - a.count).slice(0, MOST_PAIRS)
}

async function wholeFile(elsewhere: Elsewhere, pair: Pair): Promise<TracedFact | null> {
  const { copy, from, source, trees } = pair
  for (const tree of trees) if (await elsewhere.isInTree(tree, copy.blob)) return null
  if (await wasThere(elsewhere, pair, { blob: copy.blob })) return null
  const place = { commit: source.commit, path: from.path, line: 1 }
  return { of: 'file', path: copy.path, line: 1, lines: copy.side.lines.length, source: place }
}

async function longRun(elsewhere: Elsewhere, pair: Pair): Promise<TracedFact | null> {
  const { copy, from, source, trees } = pair
  let { side } = copy
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = longestCopy(side, from.side)
    if (!found) return null
    const before = new Set<number>()
    for (const tree of trees)
      for (const name of await elsewhere.runsInTree(tree, found.longest)) before.add(name)
    const rest = less(side, before)
    if (rest) {
      side = rest
      continue
    }
    if (await wasThere(elsewhere, pair, { line: found.longest })) return null
    const enough = found.lines >= ENOUGH.lines && found.chars >= ENOUGH.chars
    return {
      of: enough ? 'run' : 'short',
      path: copy.path,
      line: found.at,
      lines: found.lines,
      source: { commit: source.commit, path: from.path, line: found.from },
    }
  }
  return null
}

/** What is left of the runs of a text; null where all of them are. */
function less(side: Side, before: ReadonlySet<number>): Side | null {
  const shingles = side.shingles.map(one => (one && before.has(one.name) ? null : one))
  return shingles.some((one, at) => one !== side.shingles[at]) ? covering(side.lines, shingles) : null
}

/**
 * Whether content is in the history of the ref, or was in that of the AI commit, which then only brought it back. What
 * the ref had and has no more since a revert counts as never there.
 */
async function wasThere(
  elsewhere: Elsewhere,
  { copy, from, source, target }: Pair,
  what: { blob: Oid } | { line: string },
): Promise<boolean> {
  const paths: Path[] = [copy.path, from.path]
  const [before] = source.parents
  if (before && (await elsewhere.lastTouch(before, paths, what))) return true
  if (!target || source.standing === 'undone') return false
  const touch = await elsewhere.lastTouch(target, paths, what)
  return touch !== null && !/^This reverts commit [0-9a-f]{40,64}\b/m.test(touch.message)
}
