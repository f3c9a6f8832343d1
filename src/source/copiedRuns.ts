import type { PlainLine } from './plainLines.ts'
import { LEAST, type Shingle } from './shingles.ts'

/** One side of a comparison: its lines, the runs to look from, and which lines its commit brought. */
export type Side = { lines: PlainLine[]; shingles: (Shingle | null)[]; isNew: (line: PlainLine) => boolean }

/** A run of lines that two texts share: where it begins in each (line numbers), and how much it is. */
export type CopiedRun = { at: number; from: number; lines: number; chars: number }

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
      const run = measure(copy, source, at - back, from - back, back + length)
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

/** The run without what was there before at its ends; null when what is left is too little, or mostly old. */
function measure(copy: Side, source: Side, at: number, from: number, length: number): CopiedRun | null {
  const isNew = (by: number) => copy.isNew(copy.lines[at + by]!) && source.isNew(source.lines[from + by]!)
  let first = 0
  let last = length - 1
  while (first <= last && !isNew(first)) first += 1
  while (last >= first && !isNew(last)) last -= 1
  let chars = 0
  let fresh = 0
  for (let by = first; by <= last; by += 1) {
    const size = copy.lines[at + by]!.text.length
    chars += size
    if (isNew(by)) fresh += size
  }
  const lines = last - first + 1
  if (lines < LEAST.lines || chars < LEAST.chars || fresh * 2 < chars) return null
  return { at: copy.lines[at + first]!.at, from: source.lines[from + first]!.at, lines, chars }
}
