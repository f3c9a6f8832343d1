import { type Compared, compareCase } from '../../bench/compareCase.ts'
import { type Cost, costOf, rulesFor } from '../../bench/judgeCost.ts'
import { median } from '../../bench/signedRank.ts'
import type { Start, StartPair } from '../../model/benchmark.ts'
import type { CheckResult } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import { readingJson } from './readingJson.ts'

/** The shares from which on more counts; what has none is not judged. */
export type StartLimits = { startup?: number; memory?: number }

type Pair = StartPair & { ratio: number }
type Judged = {
  what: string
  limit: number
  cost: Cost
  compared: Compared<Pair>
  of: (start: Start) => number
}

const OF = { startup: ({ ms }: Start) => ms, memory: ({ kilobytes }: Start) => kilobytes }
const WORDS = { startup: 'time to start', memory: 'memory at start' }
const UNITS = { startup: 'ms', memory: 'kilobytes' }

/**
 * Whether a package needs more time or memory until it is imported, by the same decision as benchmarks have: looks at pairs
 * of fresh processes, and other pairs that confirm it.
 * @param measure gives so many new pairs.
 */
export async function checkStart(
  limits: StartLimits,
  measure: (pairs: number) => Promise<StartPair[]>,
): Promise<CheckResult> {
  const judged: { [what: string]: Judged } = {}
  try {
    for (const key of ['startup', 'memory'] as const) {
      const limit = limits[key]
      if (limit === undefined) continue
      const of = OF[key]
      const ratio = ({ base, candidate }: StartPair) => Math.log(of(candidate) / of(base))
      const pairs = async (count: number) =>
        (await measure(count)).map(pair => ({ ...pair, ratio: ratio(pair) }))
      const compared = await compareCase<Pair>(key, pairs, rulesFor(limit))
      judged[key] = { what: WORDS[key], limit, cost: costOf(compared, limit), compared, of }
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { status: 'inconclusive', why: error.message.split('\n')[0] ?? '', evidence: {} }
  }
  const all = Object.values(judged)
  const evidence = Object.fromEntries(Object.entries(judged).map(([key, one]) => [key, brief(key, one)]))
  const told = (cost: Cost) => all.filter(one => one.cost === cost).map(say)
  if (told('more').length)
    return { status: 'failed', why: `more than allowed: ${told('more').join('; ')}`, evidence }
  if (told('open').length)
    return { status: 'inconclusive', why: `cannot be told: ${told('open').join('; ')}`, evidence }
  return { status: 'passed', why: told('within').join('; '), evidence }
}

function say({ what, limit, compared: { verdict, seen, confirmed } }: Judged): string {
  const change = `${seen.change > 0 ? '+' : ''}${(100 * seen.change).toFixed(1)} %`
  const holds = verdict === 'inconclusive' ? 'do not confirm' : 'confirm'
  const more = confirmed ? ` and ${confirmed.pairs} that ${holds} it` : ''
  return `${what} ${change}, ${(100 * limit).toFixed(1)} % allowed (${seen.pairs} pairs${more})`
}

function brief(key: string, { limit, cost, of, compared }: Judged): Json {
  const middle = (side: 'base' | 'candidate') =>
    Number(median(compared.pairs.map(pair => of(pair[side]))).toPrecision(5))
  return {
    limit,
    cost,
    ...readingJson(compared.seen),
    ...(compared.confirmed && { confirmation: readingJson(compared.confirmed) }),
    ...(compared.why && { why: compared.why }),
    [UNITS[key as keyof typeof UNITS]]: { base: middle('base'), candidate: middle('candidate') },
  }
}
