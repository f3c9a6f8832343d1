import { hodgesLehmann, median, spread } from './signedRank.ts'

/** Where a series of figures moves to another level: the first figure of the new one, and by what share it moved. */
export type ChangePoint = { at: number; change: number }

/** A smaller move is never called one. */
const LEAST = 0.02
/** Fewer figures on one side are an outlier and no level. */
const SIDE = 3
/** How far above the largest of n chances (the root of 2 ln n) a split has to be; tails are wider than normal ones. */
const ABOVE_CHANCE = 2
/** Figures further than this many spreads from their neighbours' median are taken for as far. */
const WILD = 3
/** Figures that are all the same would make any difference a certain one: the spread is at least this share. */
const FINEST = 1e-4

/**
 * The change points of a series, in its order: seeded binary segmentation (Kovács, Bühlmann, Li and Munk, Biometrika 110,
 * 2023) over the logarithms. The noise is read from the steps between neighbours, which moves of the level hardly touch,
 * and wild figures are held near their neighbours first.
 * @param figures times, in any unit, all above zero.
 */
export function changePoints(figures: readonly number[]): ChangePoint[] {
  const logs = figures.map(Math.log)
  if (logs.length < 2 * SIDE) return []
  const steps = logs.slice(1).map((value, at) => value - logs[at]!)
  const noise = Math.max(FINEST, spread(steps) / Math.SQRT2)
  const sums = runningSums(tamed(logs, noise))
  const least = ABOVE_CHANCE * Math.sqrt(2 * Math.log(logs.length)) * noise
  const points: number[] = []
  const search = (from: number, to: number): void => {
    const best = bestSplit(sums, from, to)
    if (!best || best.weight < least) return
    points.push(best.at)
    search(from, best.at)
    search(best.at, to)
  }
  search(0, logs.length)
  return largeEnough(
    logs,
    points.sort((a, b) => a - b),
  )
}

/** Each value at most so far from the median of the five around it. */
function tamed(logs: number[], noise: number): number[] {
  return logs.map((value, at) => {
    const middle = median(logs.slice(Math.max(0, at - 2), at + 3))
    return Math.min(middle + WILD * noise, Math.max(middle - WILD * noise, value))
  })
}

function runningSums(values: number[]): number[] {
  const sums = [0]
  for (const value of values) sums.push(sums[sums.length - 1]! + value)
  return sums
}

/**
 * The split of some interval within the segment whose two sides differ most for their lengths. Intervals of many lengths
 * are looked at, since a level that rises and falls again shows in none that holds both moves.
 */
function bestSplit(sums: number[], from: number, to: number): { at: number; weight: number } | null {
  let best: { at: number; weight: number } | null = null
  for (
    let length = to - from;
    length >= 2 * SIDE;
    length = Math.min(length - 1, Math.ceil(length / Math.SQRT2))
  ) {
    const last = to - length
    const shift = Math.max(1, Math.floor(length / 2))
    for (let start = from; ; start = Math.min(last, start + shift)) {
      const end = start + length
      for (let at = start + SIDE; at <= end - SIDE; at++) {
        const [left, right] = [at - start, end - at]
        const means = (sums[end]! - sums[at]!) / right - (sums[at]! - sums[start]!) / left
        const weight = Math.abs(means) * Math.sqrt((left * right) / length)
        if (!best || weight > best.weight) best = { at, weight }
      }
      if (start >= last) break
    }
  }
  return best
}

/** What each move comes to between its own two levels; the smallest that is too small is no move, and its levels are one. */
function largeEnough(logs: number[], points: number[]): ChangePoint[] {
  const moves = points.map((at, number) => {
    const before = logs.slice(points[number - 1] ?? 0, at)
    const after = logs.slice(at, points[number + 1] ?? logs.length)
    return { at, change: Math.expm1(hodgesLehmann(after) - hodgesLehmann(before)) }
  })
  const [smallest] = moves.toSorted((a, b) => Math.abs(a.change) - Math.abs(b.change))
  if (!smallest || Math.abs(smallest.change) >= LEAST) return moves
  return largeEnough(
    logs,
    points.filter(at => at !== smallest.at),
  )
}
