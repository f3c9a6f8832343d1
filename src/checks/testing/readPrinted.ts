import { stripVTControlCharacters } from 'node:util'
import { readTap } from './readTap.ts'
import { addTest, emptyReport, type TestReport, withoutParents } from './testReport.ts'

/**
 * Reads what node:test, mocha, vitest, jest, ava or tap printed; null when it is none of them. Tests print there too,
 * so the report is only as good as they are honest: of several counts the smallest is believed.
 */
export function readPrinted(output: string): TestReport | null {
  const text = stripVTControlCharacters(output).replaceAll('\r', '')
  if (/^TAP version \d+$/m.test(text)) return readTap(text, 'output')
  if (/^[#ℹ] tests \d+$/m.test(text) && /^[#ℹ] pass \d+$/m.test(text)) return readNodeSpec(text)
  if (/^\s*Tests\s+.*\d+ (?:passed|failed)/m.test(text) && /^\s*Test Files\s/m.test(text))
    return readVitest(text)
  if (/^Tests:\s+.*\d+ total/m.test(text)) return readJest(text)
  if (/^\s+\d+ passing\b/m.test(text)) return readMocha(text)
  return /^ {2}\d+ tests? (?:passed|failed)$/m.test(text) ? readAva(text) : null
}

function empty(runner: TestReport['runner']): TestReport {
  return emptyReport(runner, 'output')
}

function countOf(text: string, pattern: RegExp): number | null {
  const counts = [...text.matchAll(new RegExp(pattern, 'gm'))].map(([, digits]) => Number(digits))
  return counts.length === 0 ? null : Math.min(...counts)
}

function readNodeSpec(text: string): TestReport {
  const report = { ...empty('node'), count: countOf(text, /^[#ℹ] pass (\d+)$/) }
  const [body = ''] = text.split(/^✖ failing tests:$/m)
  const suites: string[] = []
  for (const line of body.split('\n')) {
    const [, indent, mark, name] = /^(\s*)([▶✔✖﹣]) (.*?)(?: \([\d.]+m?s\))?$/.exec(line) ?? []
    if (indent === undefined || name === undefined) continue
    const depth = indent.length / 2
    const [own = ''] = name.split(/ # (?:SKIP|TODO)/)
    suites.splice(depth, suites.length, own)
    const whole = suites.slice(0, depth + 1).join(' > ')
    if (own !== name) {
      report.skipped.add(whole)
      continue
    }
    if (mark === '✖') report.failed.add(whole)
    if (mark === '✔') report.passed.add(whole)
  }
  return withoutParents(report)
}

function readMocha(text: string): TestReport {
  const report = { ...empty('mocha'), count: countOf(text, /^\s+(\d+) passing\b/) }
  // Tests print the same words; the summary stands last.
  const parts = text.split(/^(?=\s+\d+ passing\b)/m)
  const rest = parts.pop() ?? ''
  const body = parts.join('')
  for (const [, name] of body.matchAll(/^\s+[✔✓] (.*?)(?: \(\d+ms\))?$/gm)) if (name) report.passed.add(name)
  // In the list of failures the suites and the test stand on lines of their own, the last ends in a colon.
  for (const [, block = ''] of rest.matchAll(/^ {2}\d+\) ((?:.*\n)*?.*):$/gm)) {
    const name = block.split('\n').map(line => line.trim())
    report.failed.add(name.join(' > '))
  }
  return report
}

function readVitest(text: string): TestReport {
  const report = { ...empty('vitest'), count: countOf(text, /^\s*Tests\s+.*?(\d+) passed/) }
  for (const [, name = ''] of text.matchAll(/^\s*FAIL\s+(.*?)$/gm))
    report.failed.add(name.replace(/ \[ .* \]$/, ''))
  for (const [, name = ''] of text.matchAll(/^\s*[✓✔] (.*? > .*?)(?: \d+ms)?$/gm)) report.passed.add(name)
  return report
}

function readJest(text: string): TestReport {
  const report = { ...empty('jest'), count: countOf(text, /^Tests:\s+.*?(\d+) passed/) }
  let file = ''
  for (const line of text.split('\n')) {
    const [, at] = /^(?:FAIL|PASS) (\S+)/.exec(line) ?? []
    if (at !== undefined) file = at
    const [, name] = /^ {2}● (.*)$/.exec(line) ?? []
    if (name !== undefined && name !== 'Console')
      report.failed.add(`${file} > ${name.replaceAll(' › ', ' > ')}`)
  }
  return report
}

function readAva(text: string): TestReport {
  const report = empty('ava')
  for (const line of text.split('\n')) {
    const [, mark, label, name] =
      /^ {2}([✔✘-]) (?:\[([a-z ]+)\]:? )?(.*?)(?: \([\d.]+m?s\))?$/.exec(line) ?? []
    if (mark === undefined || name === undefined) continue
    // A line without a label shows what differs, not a test.
    if (mark === '-' && label === undefined) continue
    const skipped = label === 'skip' || label === 'todo'
    addTest(report, name.replaceAll(' › ', ' > '), skipped ? 'skipped' : mark === '✘' ? 'failed' : 'passed')
  }
  // How many passed is only said where none failed.
  return {
    ...report,
    count: Math.min(countOf(text, /^ {2}(\d+) tests? passed$/) ?? Infinity, report.passed.size),
  }
}
