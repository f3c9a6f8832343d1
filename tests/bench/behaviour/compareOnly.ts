import type { CheckContext } from '../../../src/checks/check.ts'
import type { Compiler } from '../../../src/checks/compiler.ts'
import { compareSides, shrink } from '../../../src/checks/differ/compareSides.ts'
import { findSubjects } from '../../../src/checks/differ/findSubjects.ts'
import { sayScript } from '../../../src/checks/differ/sayScript.ts'
import { openTrialBench } from '../../../src/checks/differ/trialBench.ts'
import { makeScripts } from '../../../src/checks/inputs/makeScripts.ts'
import { failed, passed } from '../../../src/checks/result.ts'
import type { Candidate, CheckResult } from '../../../src/model/check.ts'

/** So many calls of each export. */
const CALLS = 300

/**
 * Only whether a difference is seen, which is the first part of a trial and much the quickest: whether the calls would notice
 * anything is not asked, so that *passed* means no more than that nothing failed.
 */
export async function compareOnly(
  compiler: Compiler,
  candidate: Candidate,
  context: CheckContext,
): Promise<CheckResult> {
  const subjects = findSubjects(compiler, candidate, context, candidate.changed, new Map())
  for (const subject of subjects) {
    const bench = openTrialBench(candidate, context, subject)
    try {
      const scripts = subject.surfaces.flatMap(one => makeScripts(one, subject.harvest, CALLS, 1))
      const compared = await compareSides(bench, scripts)
      if (!compared.different.length) continue
      const found = await shrink(bench, scripts, compared)
      if (!found) return { ...passed('what differed once did not do so again', {}), status: 'inconclusive' }
      const { script, before, after } = found
      return failed(`${subject.module}: ${sayScript(script)} showed "${before}" and now "${after}"`, {})
    } catch (error) {
      return { ...passed(`not tried: ${(error as Error).message}`, {}), status: 'inconclusive' }
    } finally {
      await bench.close()
    }
  }
  return passed('nothing differs', {})
}
