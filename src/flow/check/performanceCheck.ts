import type { Check } from '../../checks/check.ts'
import type { CheckResult, CheckStatus } from '../../model/check.ts'
import type { Policy } from '../../model/policy.ts'
import { checkPerformance, type Measure } from './checkPerformance.ts'
import { startOf } from './startOf.ts'

type Limits = Policy['checks']['performance']

/** Far above all others: it takes minutes, and runs only where nothing has failed. */
const COST = 1_000

/**
 * The check that measures: the benchmarks, and where the policy says how much counts, the start of the package.
 * @param measure measures benchmarks. @param seed what the orders of starts begin with.
 */
export function performanceCheck(
  limits: Limits,
  measure: Measure,
  seed: number,
  progress: (text: string) => void,
): Check {
  return {
    name: 'performance',
    cost: COST,
    async run(candidate, context) {
      const benchmarks = await checkPerformance(measure, limits.memory)
      if (limits.memory === undefined && limits.startup === undefined) return benchmarks
      if (benchmarks.status === 'failed') return benchmarks
      progress('starting both sides')
      return joined(benchmarks, await startOf(candidate, context, limits, seed))
    },
  }
}

const WORST: CheckStatus[] = ['failed', 'inconclusive', 'passed', 'not-run']

/** The worse one decides, and what could not run at all decides nothing beside what did. */
export function joined(benchmarks: CheckResult, start: CheckResult): CheckResult {
  const both = [benchmarks, start]
  const status = WORST.find(one => both.some(result => result.status === one)) ?? 'not-run'
  const deciding = both.filter(result => result.status === status)
  const others = both.filter(result => result.status === 'not-run' && status === 'passed')
  const why = [...deciding, ...others].map(result => result.why).join('; ')
  return { status, why, evidence: { ...benchmarks.evidence, start: start.evidence } }
}
