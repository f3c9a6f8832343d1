import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTap } from './readTap.ts'
import { addTest, emptyReport, type Outcome, type TestReport, withoutParents } from './testReport.ts'

const NAMED = /^(node|mocha|vitest|jest|ava|tap)-\d+$/

/**
 * Reads what the runners wrote into the folder that they were asked to write into; null when they wrote nothing.
 * Several runs make one report. Whatever stands there may be wrong: what can't be read makes the report not whole.
 * @param tree the folder that stood in the paths.
 */
export function readAsked(folder: string, tree: string): TestReport | null {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && NAMED.test(entry.name))
    .map(entry => entry.name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const all = files.map(name => {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll(`${tree}/`, '')
    const runner = name.slice(0, name.indexOf('-')) as TestReport['runner']
    try {
      return readOne(runner, text)
    } catch {
      return { ...emptyReport(runner, 'reporter'), whole: false }
    }
  })
  const [first, ...more] = all
  if (!first) return null
  for (const next of more) {
    for (const outcome of ['passed', 'failed', 'skipped'] as const)
      for (const name of next[outcome]) addTest(first, name, outcome)
    first.whole &&= next.whole
  }
  return { ...first, count: first.passed.size }
}

function readOne(runner: TestReport['runner'], text: string): TestReport {
  if (runner === 'ava' || runner === 'tap') return { ...readTap(avaNames(text), 'reporter'), runner }
  return runner === 'node' || runner === 'mocha' ? readLines(runner, text) : readJson(runner, text)
}

/** ava puts the file and the suites of a test into its name. */
function avaNames(text: string): string {
  return text.replaceAll(' › ', ' > ')
}

type Line = { end?: true; file: string; path: string[]; outcome: Outcome }

function readLines(runner: TestReport['runner'], text: string): TestReport {
  const report = { ...emptyReport(runner, 'reporter'), whole: false }
  for (const line of text.split('\n').filter(Boolean)) {
    const { end, file, path, outcome } = JSON.parse(line) as Line
    if (end) report.whole = true
    else addTest(report, [file, ...path].filter(Boolean).join(' > '), outcome)
  }
  return withoutParents(report)
}

type Results = {
  testResults: {
    name: string
    status: string
    message?: string
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[]
  }[]
}

/** jest's, which vitest writes too. */
function readJson(runner: TestReport['runner'], text: string): TestReport {
  const report = emptyReport(runner, 'reporter')
  for (const { name, status, assertionResults } of (JSON.parse(text) as Results).testResults) {
    for (const { ancestorTitles, title, status: one } of assertionResults)
      addTest(report, [name, ...ancestorTitles, title].join(' > '), outcomeOf(one))
    // A file that could not be loaded has no tests to name.
    if (status === 'failed' && !assertionResults.some(one => one.status === 'failed'))
      addTest(report, name, 'failed')
  }
  return report
}

function outcomeOf(status: string): Outcome {
  return status === 'passed' || status === 'failed' ? status : 'skipped'
}
