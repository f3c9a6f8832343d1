import { join } from 'node:path'
import type { Candidate, CheckResult } from '../model/check.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'
import type { SandboxResult } from '../sandbox/sandbox.ts'
import { scrubbedEnvironment } from '../sandbox/scrubbedEnvironment.ts'
import type { Check, CheckContext } from './check.ts'
import { remember } from './checkCache.ts'
import { withCopy } from './copyTree.ts'
import { restoreScripts } from './restoreScripts.ts'
import { failed, inconclusive, notRun, passed } from './result.ts'
import { runIn } from './runIn.ts'
import { findTestCommand } from './testCommand.ts'
import { readTestReport, type TestReport } from './testReport.ts'

const RERUNS = 2

/** One run of the whole suite. `report` is null when the output could not be read. */
type TestRun = { code: number | null; ended: SandboxResult['ended']; report: TestReport | null; tail: string }

/**
 * The repository's own tests, before and after: no test fails that passed before, and none that ran before
 * is missing. A base that is red already is no obstacle where failures have names. A newly failing test
 * is run again, and one that passes then is called flaky, which proves nothing either way.
 */
export const tests: Check = {
  name: 'tests',
  cost: 100,
  async run(candidate, context) {
    const found = findTestCommand(candidate.base, context.settings.tests)
    if ('none' in found) return notRun(found.none)
    const { command, says } = found
    const key = `tests:${context.baseKey}:${says}`
    const before = await remember(context.cache, key, () => runTests(candidate.base, command, context))
    if (before.ended !== 'exit') return unable('before the change', before, says)
    const runHead = () => runTests(candidate.head, command, context, candidate)
    const after = await runHead()
    if (after.ended !== 'exit') return unable('after the change', after, says)
    const first = judge(before, after)
    if (first.status !== 'failed') return withCommand(first, says, candidate)
    const again = await rerun(runHead, before, first)
    return withCommand(again, says, candidate)
  },
}

/** @param judged the candidate whose head this is: its scripts are then those of its base. */
async function runTests(
  tree: string,
  command: string[],
  context: CheckContext,
  judged: Candidate | null = null,
): Promise<TestRun> {
  const [result, output] = await withCopy(tree, async copy => {
    if (judged) await restoreScripts(judged, copy)
    // What package managers do too: the dependencies' own commands come first.
    const path = `${join(copy, 'node_modules/.bin')}:${scrubbedEnvironment('', '').PATH}`
    const ran = await runIn(copy, command, context, { writable: true, env: { PATH: path } })
    // Each run has a folder of its own, and runners name tests by their files.
    return [ran, `${ran.stdout}\n${ran.stderr}`.replaceAll(`${copy}/`, '')] as const
  })
  return { code: result.code, ended: result.ended, report: readTestReport(output), tail: lastLines(output) }
}

function unable(when: string, run: TestRun, says: string): CheckResult {
  const why = `the tests ran into their limit of ${run.ended} ${when}`
  return inconclusive(why, { command: says, ended: run.ended, output: run.tail })
}

/** Before against after, by name where both runs can be read, else by exit code. */
function judge(before: TestRun, after: TestRun): CheckResult {
  const evidence = { before: figures(before), after: figures(after) }
  if (before.report && after.report) {
    const known = before.report.failed
    const fresh = [...after.report.failed].filter(name => !known.has(name))
    if (fresh.length > 0)
      return failed(`${fresh.length} newly failing: ${fresh.slice(0, 3).join('; ')}`, {
        ...evidence,
        newly: fresh.slice(0, 50),
      })
    const lost = lostTests(before.report, after.report)
    if (lost !== null && (after.code === 0 || before.code !== 0)) return inconclusive(lost, evidence)
    if (after.code === 0 || (before.code !== 0 && known.size > 0))
      return passed(words(before.report, after.report), evidence)
  }
  const output = { ...evidence, output: after.tail }
  if (after.code === 0) return passed('the test command succeeds', evidence)
  if (before.code === 0) return failed(`the test command ends with ${after.code} and did not before`, output)
  return inconclusive('the test command fails before and after, and its output names no tests', output)
}

/** Fewer passed: in words, with names where the runner prints them; null when none is missing. */
function lostTests(before: TestReport, after: TestReport): string | null {
  const [had, has] = [before.count ?? before.passed.size, after.count ?? after.passed.size]
  if (has >= had) return null
  const lost = [...before.passed].filter(name => !after.passed.has(name) && !after.failed.has(name))
  return lost.length > 0 ? missing(lost) : `${had} tests passed before and only ${has} after`
}

function missing(names: string[]): string {
  return `${names.length} tests that passed before did not run: ${names.slice(0, 3).join('; ')}`
}

function words(before: TestReport, after: TestReport): string {
  const count = after.count ?? after.passed.size
  if (before.failed.size === 0) return `${count} tests pass, as before`
  return `no new failures: ${count} pass, ${after.failed.size} fail as they did before`
}

async function rerun(
  runHead: () => Promise<TestRun>,
  before: TestRun,
  first: CheckResult,
): Promise<CheckResult> {
  const newly = (first.evidence.newly as string[] | undefined) ?? []
  let failing = new Set(newly)
  for (let round = 1; round <= RERUNS; round++) {
    const run = await runHead()
    if (run.ended !== 'exit') break
    const again = judge(before, run)
    if (again.status === 'passed') return flaky(newly.length > 0 ? newly : ['the test command'], first)
    const still = new Set((again.evidence.newly as string[] | undefined) ?? [])
    failing = new Set([...failing].filter(name => still.has(name)))
    if (newly.length > 0 && failing.size === 0) return flaky(newly, first)
  }
  const sure = [...failing]
  if (sure.length === 0 || sure.length === newly.length) return first
  const evidence = { ...first.evidence, newly: sure, flaky: newly.filter(name => !failing.has(name)) }
  return failed(`${sure.length} newly failing each time: ${sure.slice(0, 3).join('; ')}`, evidence)
}

function flaky(names: string[], first: CheckResult): CheckResult {
  const why = `flaky, failed and then passed without a change: ${names.slice(0, 3).join('; ')}`
  return inconclusive(why, { ...first.evidence, flaky: names })
}

function withCommand(result: CheckResult, says: string, { base, head }: Candidate): CheckResult {
  const changed = readTreeFile(base, 'package.json') !== readTreeFile(head, 'package.json')
  const evidence = { command: says, ...result.evidence }
  if (!changed) return { ...result, evidence }
  return {
    ...result,
    evidence: { ...evidence, manifest: 'changed; the scripts that ran are those of the base' },
  }
}

function figures(run: TestRun) {
  return {
    code: run.code,
    runner: run.report?.runner ?? null,
    passed: run.report?.count ?? null,
    failed: run.report?.failed.size ?? null,
  }
}

function lastLines(output: string): string {
  return output.trimEnd().slice(-2000)
}
