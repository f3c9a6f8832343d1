import { hodgesLehmann, interval, signedRank, spread } from './signedRank.ts'

/** How many pairs there are when it is looked at whether they say something, and how sure it then has to be. */
export type Rules = {
  looks: readonly number[]
  /** Two-sided, at each look. Six looks at .02 come to about .06 together; what passes has to be confirmed. */
  alpha: number
  /** A smaller difference than this share is never called one. */
  least: number
  /**
   * The confirmation, by other pairs than those that gave the idea: when it is looked at, and how sure it then has to be, to
   * one side. Three looks at .05 come to about .11, so that both together are wrong about three times in a thousand to each side.
   */
  confirm: { looks: readonly number[]; alpha: number }
  /** A change of this share has to be within reach, or nothing is measured any further. */
  reach: number
  /** But for a change that seems to be there, this sure, and is large enough to be within reach itself. */
  hope: number
}

export const RULES: Rules = {
  looks: [10, 14, 20, 28, 40, 56],
  alpha: 0.02,
  least: 0.02,
  confirm: { looks: [12, 20, 32], alpha: 0.05 },
  reach: 0.1,
  hope: 0.1,
}

/** What pairs say so far. `change` is the candidate's time over the base's, minus one; the interval holds it at 95 %. */
export type Reading = { pairs: number; change: number; between: [number, number]; spread: number; p: number }

export type Step =
  | { next: 'measure'; pairs: number }
  /** Something was seen, which new pairs have to confirm. */
  | { next: 'confirm'; seen: 'better' | 'worse' }
  | { next: 'stop'; why: string }

/**
 * What the logarithms of time ratios come to.
 * @param ratios one for each pair, candidate over base.
 */
export function readPairs(ratios: readonly number[]): Reading {
  const { greater, less } = signedRank(ratios)
  const [from, to] = interval(ratios, 0.95)
  return {
    pairs: ratios.length,
    change: Math.expm1(hodgesLehmann(ratios)),
    between: [Math.expm1(from), Math.expm1(to)],
    spread: spread(ratios),
    p: Math.min(1, 2 * Math.min(greater, less)),
  }
}

/**
 * Whether to go on, after the pairs of a look. It stops at once where the spread of this machine and this benchmark is
 * so wide that all the pairs that there may be could show neither a gain worth finding nor what seems to be there, and where
 * what is left to find is too small to be called a difference.
 */
export function nextStep(ratios: readonly number[], rules: Rules = RULES): Step {
  const most = rules.looks.at(-1) ?? 0
  const look = rules.looks.find(pairs => pairs >= ratios.length) ?? most
  if (ratios.length < look) return { next: 'measure', pairs: look - ratios.length }
  const { change, p, spread: wide, between } = readPairs(ratios)
  if (p <= rules.alpha && Math.abs(change) >= rules.least)
    return { next: 'confirm', seen: change < 0 ? 'better' : 'worse' }
  const reached = reachOf(wide, most, rules.alpha)
  const promising = p <= rules.hope && Math.abs(change) >= reached
  if (reached > rules.reach && !promising)
    return {
      next: 'stop',
      why: `pairs differ by ${percent(wide)}: even ${most} of them could only show a change of ${percent(reached)} or more`,
    }
  if (ratios.length >= most) return { next: 'stop', why: `${most} pairs show no difference` }
  if (Math.max(Math.abs(between[0]), Math.abs(between[1])) < rules.least)
    return { next: 'stop', why: `whatever the difference is, it is under ${percent(rules.least)}` }
  const following = rules.looks.find(pairs => pairs > ratios.length) ?? most
  return { next: 'measure', pairs: following - ratios.length }
}

/**
 * Whether other pairs say the same: in the same direction, by themselves, and by half as much at least. One fresh process in
 * ten is wild (its code was compiled late), and so a single look would miss every fifth true change of a twentieth.
 * @param ratios of the confirmation alone, as many as one of its looks has, or none yet.
 * @returns whether they do, or how many more pairs it takes to tell.
 */
export function nextConfirmation(
  ratios: readonly number[],
  seen: 'better' | 'worse',
  { confirm, least }: Rules = RULES,
): { next: 'measure'; pairs: number } | { next: 'stop'; holds: boolean } {
  const following = confirm.looks.find(pairs => pairs > ratios.length)
  if (ratios.length > 0) {
    const { greater, less } = signedRank(ratios)
    const change = Math.expm1(hodgesLehmann(ratios))
    const p = seen === 'better' ? less : greater
    if (p <= confirm.alpha && (seen === 'better' ? -change : change) >= least / 2)
      return { next: 'stop', holds: true }
    // What points the other way by now is no loss to give up.
    if (following === undefined || p > 0.5) return { next: 'stop', holds: false }
  }
  return { next: 'measure', pairs: (following ?? 0) - ratios.length }
}

/**
 * The change that this many pairs show four times in five, where they spread like that. The test on ranks takes about
 * 1.05 times the pairs that a test on means would take, were they normal (Lehmann, Nonparametrics, 1975).
 */
export function reachOf(spread: number, pairs: number, alpha: number): number {
  const error = spread * Math.sqrt(Math.PI / 3 / pairs)
  return Math.expm1((normalQuantile(1 - alpha / 2) + normalQuantile(0.8)) * error)
}

/** The inverse of the normal distribution, to three places (Abramowitz and Stegun, 26.2.23), for chances over a half. */
function normalQuantile(chance: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - chance))
  return (
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
