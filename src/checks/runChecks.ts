import type { Candidate, CheckResult, CheckStatus, Verdict } from '../model/check.ts'
import type { CheckName } from '../model/policy.ts'
import { lendDependencies } from '../sandbox/lendDependencies.ts'
import type { Limits, Sandbox } from '../sandbox/sandbox.ts'
import type { Check, CheckContext } from './check.ts'
import type { CheckCache } from './checkCache.ts'
import { newCheckCache } from './checkCache.ts'
import { CHECKS } from './checks.ts'
import { failed, inconclusive, notRun } from './result.ts'
import type { KeptRuns } from './testing/keptRuns.ts'

export type CheckOptions = {
  sandbox: Sandbox
  /** The user's work tree, whose installed dependencies are lent; null where there is none. */
  workTree: string | null
  /** `checks.tests` of the policy: a shell command, or null for package.json's. */
  tests: string | null
  /** `checks.audit` of the policy: whether a registry may be asked about the dependencies. */
  audit?: boolean
  /** `checks.coverage` of the policy. */
  coverage?: boolean
  /** `checks.behaviour.noticed` of the policy. */
  noticed?: number | undefined
  /** `checks.not_run` of the policy: `refuse` makes a required check that can't run a failed one. */
  notRun: 'tell' | 'refuse'
  limits?: Partial<Limits>
  /** Where the built probes stand; without them nothing is tried out beside the tests. */
  probes: string
  /** Shared by the candidates of a run; see CheckCache. */
  cache?: CheckCache
  /** Where runs of the tests are kept between checks. */
  kept?: KeptRuns
  /** The base tree's name, the key in the cache; by default its folder. */
  baseTree?: string
  /** The checks there are; tests bring their own. */
  checks?: readonly Check[]
}

/** For each command that a check runs. */
export const CHECK_LIMITS: Required<Limits> = {
  timeoutMs: 10 * 60_000,
  memoryBytes: 4 * 2 ** 30,
  processes: 512,
  outputBytes: 32 * 2 ** 20,
  diskBytes: 4 * 2 ** 30,
  files: 2 ** 19,
  openFiles: 2 ** 14,
}

/**
 * Proves a candidate: runs the required checks, cheap ones first, and stops at the first that failed.
 * Passed means that no required check failed or was inconclusive and every one that can run here ran;
 * one that could not run stands in the verdict with its reason. A check that throws is inconclusive.
 */
export async function runChecks(
  candidate: Candidate,
  required: CheckName[],
  options: CheckOptions,
): Promise<Verdict> {
  const context = prepare(candidate, options)
  const verdict: Verdict = { status: 'passed', sandbox: options.sandbox.kind, checks: {} }
  const known = options.checks ?? CHECKS
  for (const name of required)
    if (!known.some(check => check.name === name))
      verdict.checks[name] = settle(notRun(`no check named ${name} is built in yet`), options)
  const wanted = known.filter(check => required.includes(check.name)).sort((a, b) => a.cost - b.cost)
  for (const check of wanted) {
    if (statusOf(verdict) === 'failed') break
    const result = await check.run(candidate, context).catch(couldNotDecide)
    verdict.checks[check.name] = settle(result, options)
  }
  return { ...verdict, status: statusOf(verdict) }
}

function prepare(candidate: Candidate, options: CheckOptions): CheckContext {
  const { workTree } = options
  return {
    sandbox: options.sandbox,
    settings: {
      tests: options.tests,
      audit: options.audit ?? false,
      coverage: options.coverage ?? false,
      ...(options.noticed !== undefined && { noticed: options.noticed }),
    },
    limits: { ...CHECK_LIMITS, ...options.limits },
    readable: lendDependencies(workTree, [candidate.base, candidate.head]),
    workTree,
    probes: options.probes,
    ...(options.kept && { kept: options.kept }),
    cache: options.cache ?? newCheckCache(),
    baseKey: options.baseTree ?? candidate.base,
  }
}

function settle(result: CheckResult, options: CheckOptions): CheckResult {
  if (result.status !== 'not-run' || options.notRun === 'tell') return result
  return failed(`could not run, and the policy takes no check that did not: ${result.why}`, result.evidence)
}

function couldNotDecide(error: unknown): CheckResult {
  const { name, message } = error as Error
  return inconclusive(`the check broke off: ${name}: ${message.split('\n')[0]}`)
}

/** The worst decides; a verdict in which nothing ran at all has proven nothing. */
function statusOf(verdict: Verdict): CheckStatus {
  const all = Object.values(verdict.checks).map(result => result.status)
  if (all.includes('failed')) return 'failed'
  if (all.includes('inconclusive')) return 'inconclusive'
  return all.every(status => status === 'not-run') ? 'not-run' : 'passed'
}
