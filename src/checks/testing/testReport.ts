/** How one test came out. A test that is to be done, or expected to fail one day, is skipped: it proves nothing. */
export type Outcome = 'passed' | 'failed' | 'skipped'

/** What a test runner said. Names are whole: file > suite > ... > test, as far as the runner tells them. */
export type TestReport = {
  runner: 'tap' | 'node' | 'mocha' | 'vitest' | 'jest' | 'ava'
  /** Whether the runner's own reporter wrote it apart from what the tests print, or it was read from that. */
  from: 'reporter' | 'output'
  failed: Set<string>
  /** Names of those that passed, where the runner tells them. */
  passed: Set<string>
  skipped: Set<string>
  /** How many passed, or null where that is not said. */
  count: number | null
  /** Whether the report has its end: a run that was broken off has none. */
  whole: boolean
}

export function emptyReport(runner: TestReport['runner'], from: TestReport['from']): TestReport {
  return { runner, from, failed: new Set(), passed: new Set(), skipped: new Set(), count: null, whole: true }
}

/** Adds a test. Tests may share a name: each further one gets a number. */
export function addTest(report: TestReport, name: string, outcome: Outcome): void {
  const { failed, passed, skipped } = report
  const isKnown = (one: string) => failed.has(one) || passed.has(one) || skipped.has(one)
  let own = name
  for (let number = 2; isKnown(own); number++) own = `${name} (${number})`
  report[outcome].add(own)
}

/** A suite fails with its tests; what names the failure is the test. */
export function withoutParents(report: TestReport): TestReport {
  for (const names of [report.failed, report.passed, report.skipped])
    for (const name of [...names])
      for (let at = name.lastIndexOf(' > '); at > 0; at = name.lastIndexOf(' > ', at - 1))
        names.delete(name.slice(0, at))
  return report
}
