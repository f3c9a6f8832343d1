import type { CheckResult } from '../../model/check.ts'
import { failed, inconclusive, passed } from '../result.ts'
import { compareRuns, newlyFailing, some } from './compareRuns.ts'
import type { TestRun } from './runTests.ts'
import type { TestReport } from './testReport.ts'

const HEAD_AGAIN = 2
const BASE_AGAIN = 3

/** Runs one side once more; `confirm` runs only what failed, on both sides, and gives what is certain by that. */
export type Again = {
  base(): Promise<TestRun>
  head(): Promise<TestRun>
  confirm(names: string[]): Promise<string[]>
}

/**
 * Tells a failure from chance by repetition. What fails each time after the change is failed, whatever is known of
 * it. What fails only sometimes is quarantined, by name, once the base was seen to fail it too; until then it proves
 * nothing either way.
 * @param first what the runs came to, if it is not a failure it stands.
 * @param flaky names that the base is known to fail sometimes; those found now are added.
 */
export async function repeatRuns(
  first: CheckResult,
  before: TestRun,
  after: TestRun,
  again: Again,
  flaky: Set<string>,
): Promise<CheckResult> {
  if (first.status !== 'failed') return first
  const runs = [after]
  let always = newlyOf(before, after)
  const byName = always.length > 0
  const certain = byName ? await again.confirm(always) : []
  if (certain.length > 0) return eachTime(first, certain, [])
  const sometimes = new Set<string>()
  for (let round = 0; round < HEAD_AGAIN; round++) {
    const run = await again.head()
    if (run.ended !== 'exit') break
    if (!byName) {
      if (compareRuns(before, run).status === 'passed')
        return inconclusive('flaky: the test command failed and then passed without a change', first.evidence)
      continue
    }
    // A run that says nothing acquits nobody.
    if (run.report?.whole !== true) continue
    runs.push(run)
    const { report } = run
    for (const name of newlyOf(before, run)) if (!always.includes(name)) sometimes.add(name)
    for (const name of always) if (acquits(report, name)) sometimes.add(name)
    always = always.filter(name => !acquits(report, name))
    if (always.length === 0) break
  }
  if (!byName) return first
  if (always.length > 0) return eachTime(first, always, [...sometimes])
  return quarantine(before, runs, [...sometimes], again, flaky)
}

function eachTime({ evidence }: CheckResult, newly: string[], flaky: string[]): CheckResult {
  const names = { newly: newly.slice(0, 50), flaky: flaky.slice(0, 50) }
  return failed(`${newly.length} newly failing each time: ${some(newly)}`, { ...evidence, ...names })
}

/** A test that did not run has not passed, where the runner names those that did. */
function acquits(report: TestReport, name: string): boolean {
  return report.passed.size > 0 ? report.passed.has(name) : !report.failed.has(name)
}

function newlyOf(before: TestRun, after: TestRun): string[] {
  return before.report && after.report ? newlyFailing(before.report, after.report) : []
}

async function quarantine(
  before: TestRun,
  runs: TestRun[],
  names: string[],
  again: Again,
  flaky: Set<string>,
): Promise<CheckResult> {
  let rounds = 1
  for (; rounds <= BASE_AGAIN && names.some(name => !flaky.has(name)); rounds++) {
    const run = await again.base()
    if (run.ended === 'exit') for (const name of newlyOf(before, run)) flaky.add(name)
  }
  const evidence = { flaky: names.slice(0, 50), baseRuns: rounds }
  const unproven = names.filter(name => !flaky.has(name))
  if (unproven.length > 0)
    return inconclusive(
      `flaky, failed and then passed without a change, and never failed in ${rounds} runs of the base: ${some(unproven)}`,
      evidence,
    )
  for (const run of runs) {
    const result = compareRuns(before, run)
    if (result.status === 'passed')
      return passed(
        `${result.why}; quarantined, since the base fails them now and then too: ${some(names)}`,
        {
          ...result.evidence,
          quarantined: names.slice(0, 50),
          baseRuns: rounds,
        },
      )
  }
  return inconclusive(`flaky before and after, and never all passed: ${some(names)}`, evidence)
}
