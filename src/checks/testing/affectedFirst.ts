import type { Candidate, CheckResult } from '../../model/check.ts'
import { loadCompiler } from '../compiler.ts'
import { failed } from '../result.ts'
import { newlyFailing, some } from './compareRuns.ts'
import { leadTo } from './importGraph.ts'
import type { SomeFiles } from './someFiles.ts'
import type { TestReport } from './testReport.ts'

/** Above this share of the files it is as well to run all: a change that breaks nothing pays for them twice. */
const MOST = 0.5

/**
 * Runs the test files that lead to a changed file before all the others, where the runner takes files. What fails there
 * each time, and passes at the base when it is run in the same way, has failed: the rest need not be run to know it.
 * @returns null when nothing was decided; then all tests have to be run.
 */
export async function affectedFirst(
  candidate: Candidate,
  before: TestReport | null,
  { all, run, confirm }: SomeFiles,
): Promise<CheckResult | null> {
  if (before === null) return null
  const files = leadTo(await loadCompiler(), candidate.head, all, new Set(candidate.changed))
  if (files.length === 0 || files.length > all.length * MOST) return null
  const report = await run('head', files)
  const newly = report ? await confirm(newlyFailing(before, report)) : []
  if (newly.length === 0) return null
  return failed(`${newly.length} newly failing each time: ${some(newly)}`, {
    newly: newly.slice(0, 50),
    affected: { files: files.slice(0, 50), of: all.length },
  })
}
