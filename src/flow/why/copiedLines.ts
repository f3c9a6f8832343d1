import { longestCopy, type Side } from '../../source/copiedRuns.ts'
import { type Brought, covering } from '../trace/brought.ts'
import { ENOUGH } from '../trace/confirmCopy.ts'

/** A stretch of a text (line numbers, both within it) that repeats another one; weak where it could be chance. */
export type Copied = { first: number; last: number; weak: boolean }

/** So many stretches are found of one text in another. */
const MOST = 40

/** Every stretch of a text that has a run of lines in common with what an AI commit brought, the longest first. */
export function copiedLines(copy: Brought, from: Brought): Copied[] {
  const found: Copied[] = []
  const places = new Map(copy.side.lines.map(({ at }, index) => [at, index]))
  let { side } = copy
  while (found.length < MOST) {
    const run = longestCopy(side, from.side)
    const begin = run && places.get(run.at)
    if (!run || begin === undefined || begin === null) break
    const end = begin + run.lines - 1
    const weak = run.lines < ENOUGH.lines || run.chars < ENOUGH.chars
    found.push({ first: run.at, last: side.lines[end]?.at ?? run.at, weak })
    side = without(side, begin, end)
  }
  return found
}

/** What is left to look at: no run that touches these lines. */
function without(side: Side, begin: number, end: number): Side {
  const shingles = side.shingles.map((one, at) => (one && one.last >= begin && at <= end ? null : one))
  return covering(side.lines, shingles)
}
