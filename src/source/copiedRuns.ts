import type { PlainLine } from './plainLines.ts'
import { LEAST, type Shingle } from './shingles.ts'

/** One side of a comparison: its lines, the runs to look from, and which lines its commit brought. */
export type Side = { lines: PlainLine[]; shingles: (Shingle | null)[]; isNew: (line: PlainLine) => boolean }

/**
 * A run of lines that two texts share: where it begins in each (line numbers), how much it is, and the longest of those
 * lines that both sides brought.
 */
export type CopiedRun = { at: number; from: number; lines: number; chars: number; longest: string }

/** A run that stands in a text more often than this is looked for in its first places alone. */
const MOST_PLACES = 64

/**
 * The longest run of lines that `copy` has in common with `source` in which most characters stand in lines that both
 * commits brought: an edit of one line amid lines that were there before is nobody's copy.
 */
export function longestCopy(copy: Side, source: Side): CopiedRun | null {
  const places = new Map<number, number[]>()
  source.shingles.forEach((shingle, at) => {
    if (!shingle) return
    const there = places.get(shingle.name)
    if (!there) places.set(shingle.name, [at])
    else if (there.length < MOST_PLACES) there.push(at)
  })
  let best: CopiedRun | null = null
  // Where a run on this diagonal ended: what lies before was part of it.
  const seen = new Map<number, number>()
  copy.shingles.forEach((shingle, at) => {
    for (const from of (shingle && places.get(shingle.name)) ?? []) {
      if ((seen.get(at - from) ?? -1) >= at) continue
      const [back, length] = commonRun(copy.lines, source.lines, at, from)
      seen.set(at - from, at + length - 1)
      const run = longestNewPart(copy, source, at - back, from - back, back + length)
      if (run && (!best || run.chars > best.chars)) best = run
    }
  })
  return best
}

/** How many lines are equal before two places, and how many from there on. */
function commonRun(copy: PlainLine[], source: PlainLine[], at: number, from: number): [number, number] {
  const equal = (by: number) => copy[at + by] !== undefined && copy[at + by]!.text === source[from + by]?.text
  let length = 0
  while (equal(length)) length += 1
  let back = 0
  while (equal(-back - 1)) back += 1
  return [back, length]
}

/** Parts of a run that are this many old lines apart are no longer one. */
const APART = 3

/**
 * Of a run of equal lines the longest part that both sides brought, with few old lines in between; null when no part is
 * enough, or mostly new.
 */
function longestNewPart(
  copy: Side,
  source: Side,
  at: number,
  from: number,
  length: number,
): CopiedRun | null {
  let best: CopiedRun | null = null
  let part = nothing()
  const close = () => {
    const { first, last, chars, fresh, longest } = part
    const enough = last - first + 1 >= LEAST.lines && chars >= LEAST.chars && fresh * 2 >= chars
    if (enough && (!best || chars > best.chars))
      best = {
        at: copy.lines[at + first]!.at,
        from: source.lines[from + first]!.at,
        lines: last - first + 1,
        chars,
        longest,
      }
    part = nothing()
  }
  for (let by = 0; by < length; by += 1) {
    const line = copy.lines[at + by]!
    if (!copy.isNew(line) || !source.isNew(source.lines[from + by]!)) {
      part.old += line.text.length
      if (part.last >= 0 && by - part.last >= APART) close()
      continue
    }
    if (part.last < 0) part = { ...nothing(), first: by }
    part.chars += part.old + line.text.length
    part.fresh += line.text.length
    part.old = 0
    if (line.text.length > part.longest.length) part.longest = line.text
    part.last = by
  }
  if (part.last >= 0) close()
  return best
}

/** `old` are the characters since the last new line. */
function nothing() {
  return { first: -1, last: -1, chars: 0, fresh: 0, old: 0, longest: '' }
}
