/** The chance of a sum of ranks at least as extreme, were the differences symmetric about zero. */
export type SignedRank = { n: number; greater: number; less: number }

/**
 * Wilcoxon's signed rank test, exact for any number of differences and for ties (which share their mean rank).
 * Zeros say nothing and are left out.
 */
export function signedRank(differences: readonly number[]): SignedRank {
  const sorted = differences.filter(one => one !== 0).toSorted((a, b) => Math.abs(a) - Math.abs(b))
  const ranks = doubledRanks(sorted.map(Math.abs))
  let positive = 0
  for (const [at, one] of sorted.entries()) if (one > 0) positive += ranks[at] ?? 0
  const counts = sumsOf(ranks)
  const total = 2 ** ranks.length
  let greater = 0
  let less = 0
  for (const [sum, count] of counts.entries()) {
    if (sum >= positive) greater += count
    if (sum <= positive) less += count
  }
  return { n: sorted.length, greater: greater / total, less: less / total }
}

/** Twice the ranks, so that shared ones are whole numbers. */
function doubledRanks(sorted: number[]): number[] {
  const ranks: number[] = []
  for (let from = 0; from < sorted.length; ) {
    let to = from
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    for (let at = from; at < to; at++) ranks.push(from + to + 1)
    from = to
  }
  return ranks
}

/** How many of all choices of ranks come to each sum. */
function sumsOf(ranks: number[]): number[] {
  const counts = [1]
  let highest = 0
  for (const rank of ranks) {
    highest += rank
    for (let sum = highest; sum >= rank; sum--) counts[sum] = (counts[sum] ?? 0) + (counts[sum - rank] ?? 0)
  }
  return Array.from(counts, count => count ?? 0)
}

/** The median of all means of two: an estimate of the middle that a few wild values do not move (Hodges and Lehmann). */
export function hodgesLehmann(values: readonly number[]): number {
  return median(walshAverages(values))
}

/**
 * An interval that holds the middle with at least this confidence, by the same test: where the means of two lie.
 * @param confidence from 0 to 1.
 */
export function interval(values: readonly number[], confidence: number): [number, number] {
  const averages = walshAverages(values).toSorted((a, b) => a - b)
  const counts = sumsOf(values.map((_, at) => at + 1))
  const tail = ((1 - confidence) / 2) * 2 ** values.length
  let outside = 0
  let below = 0
  while (below < counts.length && outside + (counts[below] ?? 0) <= tail) outside += counts[below++] ?? 0
  // Fewer values than the confidence takes: anything is possible.
  if (below === 0) return [-Infinity, Infinity]
  return [averages[below - 1] ?? -Infinity, averages[averages.length - below] ?? Infinity]
}

function walshAverages(values: readonly number[]): number[] {
  return values.flatMap((one, at) => values.slice(at).map(other => (one + other) / 2))
}

/** The middle one, or between the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2
}

/** The spread of values that are normal but for a few: 1.4826 times the median distance from the median. */
export function spread(values: readonly number[]): number {
  const middle = median(values)
  return 1.4826 * median(values.map(value => Math.abs(value - middle)))
}
