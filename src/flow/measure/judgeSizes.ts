import type { Compared } from '../../bench/compareCase.ts'

/** What one case came to: a size and inputs of a benchmark that was made, or a case of the repository's own. */
export type SizedCase = {
  /** How a person would name it. */
  name: string
  /** Elements; null for the repository's own cases, whose size nobody knows. */
  size: number | null
  compared: Compared
}

/** A gain is one from this share on, whatever the policy calls a loss. */
const LEAST_GAIN = 0.05
/** A loss on a few elements that nobody can feel: nanoseconds a call, up to so many elements. */
const [UNFELT_NS, FEW] = [1_000, 10]

export type Judged = { isBetter: boolean; why: string }

/**
 * Whether what was measured is a gain: better in two cases at least, of different sizes where sizes are known, and slower in none. Only a
 * loss of less than a microsecond a call with ten elements or fewer is told and forgiven: what is built for many costs something for few.
 */
export function judgeSizes(cases: SizedCase[]): Judged {
  const why = cases.map(tell).join('; ')
  const worse = cases.filter(isLoss)
  if (worse.length) return { isBetter: false, why: `measured slower: ${worse.map(tell).join('; ')}` }
  const better = cases.filter(isGain)
  const kinds = new Set(better.map(({ name, size }) => size ?? name))
  if (kinds.size >= 2) return { isBetter: true, why }
  if (!better.length)
    return { isBetter: false, why: `measured no faster: ${why || 'nothing could be measured'}` }
  return { isBetter: false, why: `measured faster in one case alone: ${why}` }
}

export function isGain({ compared: { verdict, seen } }: SizedCase): boolean {
  return verdict === 'better' && -seen.change >= LEAST_GAIN
}

function isLoss({ size, compared: { verdict, pairs } }: SizedCase): boolean {
  if (verdict !== 'worse') return false
  const lost = median(pairs.map(({ base, candidate }) => candidate - base))
  return size === null || size > FEW || lost > UNFELT_NS
}

/** `1,000 elements, inputs 1: 12.3x faster (11.9 to 12.8, 22 pairs)`. */
export function tell({ name, compared: { verdict, why, seen, confirmed } }: SizedCase): string {
  if (verdict === 'inconclusive') return `${name}: no difference (${why})`
  const [from, to] = seen.between
  const times = (change: number) => (1 / (1 + change)).toFixed(change < 0 ? 1 : 2)
  const pairs = seen.pairs + (confirmed?.pairs ?? 0)
  const figures = `${times(to)} to ${times(from)}, ${pairs} pairs`
  return `${name}: ${times(seen.change)}x ${verdict === 'better' ? 'as fast' : 'as fast, a loss'} (${figures})`
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
