import type { Candidate, CheckResult } from '../model/check.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'
import type { Check, CheckContext } from './check.ts'
import { remember } from './checkCache.ts'
import { restoreScripts } from './restoreScripts.ts'
import { inconclusive, notRun } from './result.ts'
import { findTestCommand } from './testCommand.ts'
import { affectedFirst } from './testing/affectedFirst.ts'
import { compareRuns } from './testing/compareRuns.ts'
import { coveredChange } from './testing/coveredChange.ts'
import { dependencyChanges } from './testing/dependencyChanges.ts'
import { endsEarly } from './testing/endsEarly.ts'
import { keepRun } from './testing/keptRuns.ts'
import { repeatRuns } from './testing/repeatRuns.ts'
import { restoreTests } from './testing/restoreTests.ts'
import { type HowToRun, runBase, runTests, type TestRun } from './testing/runTests.ts'
import { type SomeFiles, someFiles } from './testing/someFiles.ts'
import { isDependency } from './testing/steersTests.ts'
import { goalposts, judgeGoalposts } from './testing/underBaseTests.ts'

/**
 * The repository's own tests, before and after: no test fails that passed before, and none that ran before is missing.
 * A base that is red already is no obstacle where failures have names. Failures are told from chance by repetition. A
 * change that touches tests together with the code has to hold under the tests as they were, too.
 */
export const tests: Check = {
  name: 'tests',
  cost: 100,
  async run(candidate, context) {
    const found = findTestCommand(candidate.base, context.settings.tests)
    if ('none' in found) return notRun(found.none)
    const coverage = context.settings.coverage === true
    const result = await judge(candidate, context, { ...found, ask: true, coverage })
    return withCommand(result, found.says, candidate)
  },
}

async function judge(candidate: Candidate, context: CheckContext, wanted: HowToRun): Promise<CheckResult> {
  const own = candidate.changed.find(isDependency)
  if (own !== undefined)
    return inconclusive(
      `the change brings dependencies along, so both sides would not run with the same: ${own}`,
    )
  const key = `tests:${context.baseKey}:${wanted.says}`
  const { kept, sandbox } = context
  const measured = wanted.coverage ? 'coverage' : ''
  const keep = (what: 'head' | 'old', run: () => Promise<TestRun>) =>
    keepRun(kept, sandbox.kind, ['both', what, wanted.says, measured], run, one => one)
  const settled = await remember(context.cache, key, () =>
    keepRun(
      kept,
      sandbox.kind,
      ['base', wanted.says, measured],
      () => runBase(candidate.base, wanted, context),
      one => one.run,
    ),
  )
  // What is repeated need not be measured again.
  const how = { ...settled.how, coverage: false }
  const runBaseAgain = () => runTests(candidate.base, how, context)
  if (settled.run.ended !== 'exit') return unable('before the change', settled.run)
  const scripts = (copy: string) => restoreScripts(candidate, copy)
  const some = someFiles(candidate, settled.run, how, context, scripts)
  const early = await affectedFirst(candidate, settled.run.report, some)
  if (early !== null) return early
  const runHead = (one: HowToRun) => () => runTests(candidate.head, one, context, scripts)
  const head = runHead(how)
  const after = await keep('head', runHead(settled.how))
  if (after.ended !== 'exit') return unable('after the change', after)
  const flaky = await remember(context.cache, `${key}:flaky`, async () => new Set<string>())
  const before = await alwaysRed(settled.run, after, flaky, () =>
    remember(context.cache, `${key}:again`, runBaseAgain),
  )
  const settle = (run: TestRun, again: () => Promise<TestRun>, { confirm }: SomeFiles) =>
    repeatRuns(compareRuns(before, run), before, run, { base: runBaseAgain, head: again, confirm }, flaky)
  const result = withCoverage(await settle(after, head, some), candidate, wanted, settled.run, after)
  if (result.status !== 'passed') return result
  const cut = endsEarly(candidate, how.words, settled.run, after)
  if (cut !== null) return inconclusive(`the test command succeeds, and yet ${cut}`, result.evidence)
  const steering = goalposts(candidate, how.words, before, after)
  if (steering.length === 0) return result
  const oldTests = (copy: string) => restoreTests(candidate, copy, steering)
  const old = () => runTests(candidate.head, how, context, oldTests)
  const under = await keep('old', old)
  if (under.ended !== 'exit') return unable("with the base's tests", under)
  return judgeGoalposts(
    result,
    await settle(under, old, someFiles(candidate, settled.run, how, context, oldTests)),
    steering,
  )
}

/**
 * The base's run with only those tests red that fail each time, where the head fails some of them too: one that
 * fails at the base by chance excuses nothing.
 */
async function alwaysRed(
  before: TestRun,
  after: TestRun,
  flaky: Set<string>,
  again: () => Promise<TestRun>,
): Promise<TestRun> {
  const both = [...(before.report?.failed ?? [])].filter(name => after.report?.failed.has(name))
  if (before.report === null || both.length === 0) return before
  const second = await again()
  if (second.ended !== 'exit' || second.report?.whole !== true) return before
  const failed = new Set<string>()
  for (const name of before.report.failed)
    if (second.report.passed.has(name)) flaky.add(name)
    else failed.add(name)
  return { ...before, report: { ...before.report, failed } }
}

/** Told beside the verdict, never a part of it. */
function withCoverage(
  result: CheckResult,
  candidate: Candidate,
  { coverage, words }: HowToRun,
  before: TestRun,
  after: TestRun,
): CheckResult {
  if (!coverage) return result
  const evidence = { ...result.evidence, coverage: coveredChange(candidate, words, before, after) }
  return { ...result, evidence }
}

function unable(when: string, run: TestRun): CheckResult {
  const why = `the tests ran into their limit of ${run.ended} ${when}`
  return inconclusive(why, { ended: run.ended, output: run.tail })
}

function withCommand(result: CheckResult, says: string, candidate: Candidate): CheckResult {
  const evidence: CheckResult['evidence'] = { command: says, ...result.evidence }
  const [before, after] = [candidate.base, candidate.head].map(tree => readTreeFile(tree, 'package.json'))
  if (before !== after) evidence.manifest = 'changed; the scripts that ran are those of the base'
  const { changed, missing } = dependencyChanges(candidate)
  if (changed) evidence.dependencies = 'changed; those that are installed were used on both sides'
  if (result.status !== 'failed' || missing.length === 0) return { ...result, evidence }
  const why = `the change needs dependencies that are not installed (${missing.join(', ')}): ${result.why}`
  return inconclusive(why, evidence)
}
