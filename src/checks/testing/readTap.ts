import { addTest, emptyReport, type TestReport, withoutParents } from './testReport.ts'

/** One level of indentation: the points seen so far and how many the plan promises. */
type Level = { seen: number; plan: number | null }

/**
 * Reads TAP 13 and 14 as node:test, node-tap and ava write it: subtests announced by a comment before, or in braces
 * after. The report is whole when on each level the points are numbered one by one and are as many as the plan says,
 * so that a line that a test printed among them, or a stream that ends early, is seen.
 * @param text without colours.
 */
export function readTap(text: string, from: TestReport['from']): TestReport {
  const report = emptyReport('tap', from)
  const suites: string[] = []
  let levels: Level[] = []
  let yaml: string | null = null
  const close = (depth: number) => {
    for (const { seen, plan } of levels.splice(depth)) if (seen !== plan) report.whole = false
  }
  for (const line of text.split('\n')) {
    const indent = /^ */.exec(line)![0].length
    if (yaml !== null) {
      if (line === `${yaml}...`) yaml = null
      continue
    }
    if (/^ +---$/.test(line)) yaml = ' '.repeat(indent)
    if (/^TAP version \d+$/.test(line)) close(0)
    const depth = indent / 4
    const [, subtest] = /^ *# Subtest: (.*)$/.exec(line) ?? []
    if (subtest !== undefined) suites.splice(depth, suites.length, subtest)
    const [, plan] = /^ *1\.\.(\d+)(?: #.*)?$/.exec(line) ?? []
    if (plan !== undefined && Number.isInteger(depth)) level(levels, depth).plan = Number(plan)
    const point =
      /^ *(not )?ok (\d+)(?: - (.*?))?(?: # time=[\d.]+m?s)?( # (?:SKIP|TODO)\b.*?)?( \{)?$/i.exec(line)
    if (!point || !Number.isInteger(depth)) continue
    close(depth + 1)
    const [, not, number, name = '', directive, brace] = point
    if (++level(levels, depth).seen !== Number(number)) report.whole = false
    const whole = [...suites.slice(0, depth), name].join(' > ')
    if (brace) suites.splice(depth, suites.length, name)
    addTest(report, whole, directive ? 'skipped' : not ? 'failed' : 'passed')
  }
  if (levels.length === 0) report.whole = false
  close(0)
  levels = []
  withoutParents(report)
  return { ...report, count: report.passed.size }
}

function level(levels: Level[], depth: number): Level {
  while (levels.length <= depth) levels.push({ seen: 0, plan: null })
  return levels[depth]!
}
