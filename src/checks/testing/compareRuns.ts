import type { CheckResult } from '../../model/check.ts'
import { failed, inconclusive, passed } from '../result.ts'
import type { TestRun } from './runTests.ts'
import type { TestReport } from './testReport.ts'

/** Names in evidence; a line of the ledger is not endless. */
const MOST_NAMES = 50

/** Before against after, by name where both runs can be read, else by exit code. */
export function compareRuns(before: TestRun, after: TestRun): CheckResult {
  const evidence = { before: figures(before), after: figures(after) }
  const output = { ...evidence, output: after.tail }
  if (before.report && !isLike(before.report, after.report)) {
    const what = after.report ? 'breaks off' : 'is missing'
    if (before.code === 0 && after.code !== 0)
      return failed(
        `the test command ends with ${after.code} and did not before, and the report ${what}`,
        output,
      )
    return inconclusive(`the report of the tests ${what} after the change`, output)
  }
  if (before.report && after.report) {
    const newly = newlyFailing(before.report, after.report)
    if (newly.length > 0)
      return failed(`${newly.length} newly failing: ${some(newly)}`, {
        ...evidence,
        newly: newly.slice(0, MOST_NAMES),
      })
    const { lost, renamed } = lostTests(before.report, after.report)
    if (lost !== null && (after.code === 0 || before.code !== 0)) return inconclusive(lost, evidence)
    if (after.code === 0 || (before.code !== 0 && before.report.failed.size > 0))
      return passed(words(before.report, after.report), {
        ...evidence,
        ...(renamed.length > 0 && { renamed: renamed.slice(0, MOST_NAMES) }),
      })
  }
  if (after.code === 0) return passed('the test command succeeds; it names no tests', evidence)
  if (before.code === 0) return failed(`the test command ends with ${after.code} and did not before`, output)
  return inconclusive('the test command fails before and after, and its output names no tests', output)
}

export function newlyFailing(before: TestReport, after: TestReport): string[] {
  return [...after.failed].filter(name => !before.failed.has(name))
}

/** Some names for a person. */
export function some(names: readonly string[]): string {
  return names.slice(0, 3).join('; ') + (names.length > 3 ? `; and ${names.length - 3} more` : '')
}

/** The head's report must be had in the way of the base's: what was printed may be anything. */
function isLike(before: TestReport, after: TestReport | null): after is TestReport {
  return after !== null && after.from === before.from && (after.whole || !before.whole)
}

/**
 * Tests that passed before and now neither pass nor fail: in words, or null when none is missing. One that went to
 * another file or suite is not missing, and neither is one that another, new one stands for: a name may change.
 */
function lostTests(before: TestReport, after: TestReport): { lost: string | null; renamed: string[] } {
  const gone = [...before.passed].filter(name => !after.passed.has(name) && !after.failed.has(name))
  const fresh = [...after.passed].filter(name => !before.passed.has(name) && !before.failed.has(name))
  const skipped = gone.filter(name => after.skipped.has(name))
  const text = (names: string[]) => `${names.length} tests that passed before did not run: ${some(names)}`
  if (skipped.length > 0) return { lost: text(skipped), renamed: [] }
  const last = (name: string) => name.slice(name.lastIndexOf(' > ') + 1)
  const arrived = fresh.map(last)
  const renamed = gone.filter(name => {
    const at = arrived.indexOf(last(name))
    if (at >= 0) arrived.splice(at, 1)
    return at < 0
  })
  if (renamed.length > arrived.length) return { lost: text(renamed), renamed }
  const [had, has] = [before.count ?? before.passed.size, after.count ?? after.passed.size]
  return { lost: has < had ? `${had} tests passed before and only ${has} after` : null, renamed }
}

function words(before: TestReport, after: TestReport): string {
  const count = after.count ?? after.passed.size
  const had = before.count ?? before.passed.size
  const more = count > had ? `${had} before` : 'as before'
  if (before.failed.size === 0) return `${count} tests pass, ${more}`
  return `no new failures: ${count} pass, ${after.failed.size} fail as they did before`
}

export function figures({ code, report }: TestRun) {
  return {
    code,
    runner: report?.runner ?? null,
    read: report?.from ?? null,
    passed: report?.count ?? null,
    failed: report?.failed.size ?? null,
    skipped: report?.skipped.size ?? null,
  }
}
