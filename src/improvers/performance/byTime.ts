import type { Finding } from '../../model/finding.ts'
import type { Profile, Times } from '../../model/profile.ts'
import type { FunctionAround } from './functionsAround.ts'

/** Less than that is by chance. */
const LEAST = 0.005

/** What was profiled, in words. */
export type Profiled = { profile: Profile; of: 'benchmarks' | 'tests' }

/**
 * Slow places in the order of what is spent in the functions that they stand in, with all that these call and then by themselves, those in
 * which nothing was seen last; and each says what was.
 */
export function byTime<F extends Finding, M extends { finding: F }>(
  mends: M[],
  { profile, of }: Profiled,
): M[] {
  const timed = mends.map(mend => ({ mend, times: timesOf(profile, mend.finding) }))
  return timed
    .sort((a, b) => b.times.total - a.times.total || b.times.self - a.times.self)
    .map(({ mend, times }) =>
      times.total < LEAST ? mend : { ...mend, finding: said(mend.finding, times, of) },
    )
}

/** Shares of all that ran, of the innermost function around a place that was seen to run. */
function timesOf({ whole, files }: Profile, { path, data }: Finding): Times {
  const timed = files.get(path) ?? []
  for (const { name, lines } of (data.within ?? []) as FunctionAround[]) {
    const mine = timed.filter(one =>
      one.line === null ? one.name === name && name !== '' : lines.includes(one.line),
    )
    const sum = (of: keyof Times) => mine.reduce((all, one) => all + one[of], 0) / whole
    if (mine.length && whole > 0) return { self: sum('self'), total: sum('total') }
  }
  return { self: 0, total: 0 }
}

function said<F extends Finding>(finding: F, { self, total }: Times, of: Profiled['of']): F {
  const says = `the ${of} spend ${percent(total)} of their time in ${finding.symbol}, ${percent(self)} by itself`
  const [first] = finding.facts
  return {
    ...finding,
    reason: `${finding.reason} ${says[0]!.toUpperCase()}${says.slice(1)}.`,
    facts: first ? [...finding.facts, { kind: 'profile', says, from: first.from }] : finding.facts,
  }
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
