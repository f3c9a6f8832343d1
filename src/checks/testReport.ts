import { stripVTControlCharacters } from 'node:util'

/** What a test runner printed, as far as it could be read. Names are whole: suite > ... > test. */
export type TestReport = {
  runner: 'tap' | 'node' | 'mocha' | 'vitest' | 'jest'
  failed: Set<string>
  /** Names of those that passed, where the runner prints them. */
  passed: Set<string>
  /** How many passed, by the runner's own count, or null when it printed none. */
  count: number | null
}

/** Reads the output of node:test, mocha, vitest or jest; null when it is none of them. */
export function readTestReport(output: string): TestReport | null {
  const text = stripVTControlCharacters(output).replaceAll('\r', '')
  if (/^TAP version \d+$/m.test(text)) return readTap(text)
  if (/^[#ℹ] tests \d+$/m.test(text) && /^[#ℹ] pass \d+$/m.test(text)) return readNodeSpec(text)
  if (/^\s*Tests\s+.*\d+ (?:passed|failed)/m.test(text) && /^\s*Test Files\s/m.test(text))
    return readVitest(text)
  if (/^Tests:\s+.*\d+ total/m.test(text)) return readJest(text)
  return /^\s+\d+ passing\b/m.test(text) ? readMocha(text) : null
}

const empty = (runner: TestReport['runner']): TestReport => ({
  runner,
  failed: new Set(),
  passed: new Set(),
  count: null,
})

function countOf(text: string, pattern: RegExp): number | null {
  const [, digits] = pattern.exec(text) ?? []
  return digits === undefined ? null : Number(digits)
}

function readTap(text: string): TestReport {
  const report = { ...empty('tap'), count: countOf(text, /^# pass (\d+)$/m) }
  const suites: string[] = []
  for (const line of text.split('\n')) {
    const [, space = '', subtest] = /^(\s*)# Subtest: (.*)$/.exec(line) ?? []
    if (subtest !== undefined) suites.splice(space.length / 4, suites.length, subtest)
    const [, indent, not, name, directive] =
      /^(\s*)(not )?ok \d+(?: - (.*?))?(?: # (SKIP|TODO).*)?$/i.exec(line) ?? []
    if (indent === undefined || directive !== undefined) continue
    const whole = [...suites.slice(0, indent.length / 4), name ?? ''].join(' > ')
    if (not) report.failed.add(whole)
    else report.passed.add(whole)
  }
  return withoutParents(report)
}

function readNodeSpec(text: string): TestReport {
  const report = { ...empty('node'), count: countOf(text, /^[#ℹ] pass (\d+)$/m) }
  const [body = ''] = text.split(/^✖ failing tests:$/m)
  const suites: string[] = []
  for (const line of body.split('\n')) {
    const [, indent, mark, name] = /^(\s*)([▶✔✖]) (.*?)(?: \([\d.]+m?s\))?$/.exec(line) ?? []
    if (indent === undefined || name === undefined || / # (?:SKIP|TODO)/.test(name)) continue
    const depth = indent.length / 2
    suites.splice(depth, suites.length, name)
    const whole = suites.slice(0, depth + 1).join(' > ')
    if (mark === '✖') report.failed.add(whole)
    if (mark === '✔') report.passed.add(whole)
  }
  return withoutParents(report)
}

/** A suite fails with its tests; what names the failure is the test. */
function withoutParents(report: TestReport): TestReport {
  for (const names of [report.failed, report.passed])
    for (const name of [...names])
      for (let at = name.lastIndexOf(' > '); at > 0; at = name.lastIndexOf(' > ', at - 1))
        names.delete(name.slice(0, at))
  return report
}

function readMocha(text: string): TestReport {
  const report = { ...empty('mocha'), count: countOf(text, /^\s+(\d+) passing\b/m) }
  const [body = '', ...rest] = text.split(/^(?=\s+\d+ passing\b)/m)
  for (const [, name] of body.matchAll(/^\s+[✔✓] (.*?)(?: \(\d+ms\))?$/gm)) if (name) report.passed.add(name)
  // In the list of failures the suites and the test stand on lines of their own, the last ends in a colon.
  for (const [, block = ''] of rest.join('').matchAll(/^ {2}\d+\) ((?:.*\n)*?.*):$/gm)) {
    const name = block.split('\n').map(line => line.trim())
    report.failed.add(name.join(' > '))
  }
  return report
}

function readVitest(text: string): TestReport {
  const report = { ...empty('vitest'), count: countOf(text, /^\s*Tests\s+.*?(\d+) passed/m) }
  for (const [, name = ''] of text.matchAll(/^\s*FAIL\s+(.*?)$/gm))
    report.failed.add(name.replace(/ \[ .* \]$/, ''))
  for (const [, name = ''] of text.matchAll(/^\s*[✓✔] (.*? > .*?)(?: \d+ms)?$/gm)) report.passed.add(name)
  return report
}

function readJest(text: string): TestReport {
  const report = { ...empty('jest'), count: countOf(text, /^Tests:\s+.*?(\d+) passed/m) }
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
