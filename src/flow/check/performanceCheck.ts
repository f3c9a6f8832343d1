import { bundleBenchmark } from '../../bench/bundleBenchmark.ts'
import { measureStarts } from '../../bench/measureStarts.ts'
import type { Check, CheckContext } from '../../checks/check.ts'
import type { Path } from '../../model/change.ts'
import type { Candidate, CheckResult, CheckStatus } from '../../model/check.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { checkPerformance, type Measure } from './checkPerformance.ts'
import { checkStart } from './checkStart.ts'
import { type StartModules, startModules } from './startModules.ts'

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

async function startOf(
  candidate: Candidate,
  context: CheckContext,
  limits: Limits,
  seed: number,
): Promise<CheckResult> {
  const modules = startModules(candidate)
  if (modules === null)
    return { status: 'not-run', why: 'the change leads to no module that could be started', evidence: {} }
  const paths = await made(candidate, modules, context.probes).catch((error: unknown) => {
    if (error instanceof Failure) return error
    throw error
  })
  if (paths instanceof Failure)
    return { status: 'inconclusive', why: paths.message.split('\n')[0] ?? '', evidence: {} }
  const { sandbox, probes, readable, limits: each } = context
  const { base, head } = candidate
  const arena = { sandbox, probes, readable, limits: each, base, candidate: head, modules: paths }
  let next = seed
  const result = await checkStart(limits, pairs => measureStarts(arena, { pairs, seed: next++ }))
  return { ...result, evidence: { ...result.evidence, modules: { ...modules } } }
}

/**
 * The modules as both trees have them now. Node reads plain JavaScript as it stands, with all that it costs to find each
 * file; of everything else one file is made, in the same way on both sides, so that only what the code does is measured.
 */
async function made(
  { base, head }: Candidate,
  { plain, bundled }: StartModules,
  probes: string,
): Promise<Path[]> {
  const bundles: Path[] = []
  for (const file of bundled) {
    await bundleBenchmark(base, file, probes)
    bundles.push(await bundleBenchmark(head, file, probes))
  }
  return [...plain, ...bundles]
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
