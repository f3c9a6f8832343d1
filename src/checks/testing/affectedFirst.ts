import type { Path } from '../../model/change.ts'
import type { Candidate, CheckResult } from '../../model/check.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import { loadCompiler } from '../compiler.ts'
import { restoreScripts } from '../restoreScripts.ts'
import { failed } from '../result.ts'
import { newlyFailing, some } from './compareRuns.ts'
import { leadTo } from './importGraph.ts'
import { type HowToRun, runTests, type TestRun } from './runTests.ts'
import { commandFor } from './started.ts'

const AGAIN = 2
/** Above this share of the files it is as well to run all. */
const MOST = 0.7

/**
 * Runs the test files that lead to a changed file before all the others, where the runner takes files. What fails there
 * each time, and passes at the base when it is run in the same way, has failed: the rest need not be run to know it.
 * @returns null when nothing was decided; then all tests have to be run.
 */
export async function affectedFirst(
  candidate: Candidate,
  before: TestRun,
  how: HowToRun,
  context: CheckContext,
): Promise<CheckResult | null> {
  if (before.report === null || before.started.length === 0) return null
  const compiler = await loadCompiler()
  const all = testFiles(before, candidate)
  const files = leadTo(compiler, candidate.head, all, new Set(candidate.changed))
  if (files.length === 0 || files.length > all.length * MOST) return null
  const found = commandFor(before.started, files, all)
  if (!found) return null
  const only = { ...how, ...found }
  const head = () => runTests(candidate.head, only, context, copy => restoreScripts(candidate, copy))
  let newly: string[] = []
  for (let round = 0; round <= AGAIN; round++) {
    const run = await head()
    if (run.ended !== 'exit' || run.report?.from !== 'reporter') return null
    const now = newlyFailing(before.report, run.report)
    newly = round === 0 ? now : newly.filter(name => now.includes(name))
    if (newly.length === 0) return null
  }
  const base = await runTests(candidate.base, only, context)
  const passes = newly.filter(name => !base.report?.failed.has(name))
  if (passes.length === 0 || base.ended !== 'exit' || base.report?.from !== 'reporter') return null
  return failed(`${passes.length} newly failing each time: ${some(passes)}`, {
    newly: passes.slice(0, 50),
    affected: { files: files.slice(0, 50), of: all.length },
  })
}

/** Names begin with the file where the runner tells it. */
function testFiles({ report }: TestRun, { head }: Candidate): Path[] {
  const names = [...(report?.passed ?? []), ...(report?.failed ?? []), ...(report?.skipped ?? [])]
  const files = new Set(names.map(name => name.split(' > ')[0] ?? ''))
  return [...files].filter(path => path !== '' && kindOf(head, path) !== null).sort()
}
