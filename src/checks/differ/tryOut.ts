import type { Path } from '../../model/change.ts'
import type { Candidate, CheckResult } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import { NOTICED } from '../../model/policy.ts'
import type { CheckContext } from '../check.ts'
import { remember } from '../checkCache.ts'
import type { Compiler } from '../compiler.ts'
import { failed, inconclusive, passed } from '../result.ts'
import { Unbundled } from './bundleTrial.ts'
import { BaseFails } from './compareSides.ts'
import { guideTexts } from './explore.ts'
import { findSubjects, type Subject } from './findSubjects.ts'
import { type Altered, readChange } from './readChange.ts'
import { readyTest } from './readyTest.ts'
import { recordCalls } from './recordCalls.ts'
import { BrokenTrial } from './runTrial.ts'
import { sayScript } from './sayScript.ts'
import { openTrialBench } from './trialBench.ts'
import { tryModule } from './tryModule.ts'
import { whatLacks } from './whatLacks.ts'

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/
const DECLARATIONS = /\.d\.(?:[^./]+\.)?[cm]?ts$/

/** The seed of chance: a verdict on the same trees is found with the same inputs. */
const SEED = 20_240_229

/**
 * Another program may behave the same: calls what the changed modules export, before and after, with inputs from their types,
 * their own texts and the repository's tests, and compares all that a caller can see. *Passed* only when the same inputs
 * notice enough wrong changes of the changed lines, nine of ten unless the policy says otherwise; a difference is *failed*, with the simplest call that shows it.
 * @param program the changed files that belong to the program.
 * @param difference what makes it another program, in words.
 */
export async function tryOut(
  compiler: Compiler,
  candidate: Candidate,
  context: CheckContext,
  program: Path[],
  difference: string,
): Promise<CheckResult> {
  const unsure = (why: string, evidence: { [key: string]: Json } = {}) =>
    inconclusive(`${difference}; ${why}`, evidence)
  const odd = program.find(path => !CODE.test(path) || DECLARATIONS.test(path))
  if (odd !== undefined) return unsure(`${odd} is nothing that can be called`)
  try {
    const subjects = findSubjects(compiler, candidate, context, program, new Map())
    const gone = subjects.find(one => one.gone.length)
    if (gone)
      return unsure(`${gone.module} no longer exports ${gone.gone.join(', ')}: who uses it cannot be tried`)
    if (!subjects.some(one => one.surfaces.length)) return unsure('no changed file has exports to call')
    return await tryAll(compiler, candidate, context, program, subjects, unsure)
  } catch (error) {
    if (error instanceof BaseFails || error instanceof BrokenTrial || error instanceof Unbundled)
      return unsure(`it could not be tried out: ${error.message.slice(0, 400)}`)
    if (error instanceof Failure) return unsure(error.message)
    throw error
  }
}

async function tryAll(
  compiler: Compiler,
  candidate: Candidate,
  context: CheckContext,
  program: Path[],
  subjects: Subject[],
  unsure: (why: string, evidence: { [key: string]: Json }) => CheckResult,
): Promise<CheckResult> {
  const enough = context.settings.noticed ?? NOTICED
  const change = readChange(compiler, candidate, program)
  const guide = guideTexts(compiler, candidate, program)
  const tally = { scripts: 0, unstable: 0, doubtful: 0, exports: 0 }
  const passedMarks = new Set<number>()
  let alive: Altered[] = change.altered
  const end = performance.now() + context.limits.timeoutMs
  const isOver = () => performance.now() > end
  for (const subject of subjects) {
    if (isOver()) return unsure(`the time was over before ${subject.module} was tried`, {})
    const bench = openTrialBench(candidate, context, subject)
    try {
      const { module } = subject
      const record = () =>
        remember(context.cache, `calls:${context.baseKey}:${module}`, () =>
          recordCalls(compiler, candidate.base, context, [module]),
        )
      const tried = await tryModule(bench, subject, change, alive, record, {
        guide,
        seed: SEED,
        enough,
        isOver,
      })
      tally.exports += subject.surfaces.length
      tally.scripts += tried.scripts
      tally.unstable += tried.unstable
      tally.doubtful += tried.doubtful
      if (tried.difference) {
        const { script, before, after, alone } = tried.difference
        const call = sayScript(script)
        const [was, is] = firstDifference(before, after)
        const why = `${subject.module}: ${call.slice(0, 300)} showed "${was}" and now "${is}"${alone ? '' : ', behind other calls'}`
        return failed(why, {
          module: subject.module,
          call,
          before,
          after,
          alone,
          test: await readyTest(bench, candidate, context, subject, tried.difference),
        })
      }
      for (const mark of tried.passed) passedMarks.add(mark)
      alive = tried.alive
    } finally {
      await bench.close()
    }
  }
  const killed = change.altered.length - alive.length
  const evidence = {
    exports: tally.exports,
    runs: tally.scripts,
    unstable: tally.unstable,
    statements: { changed: change.marked.length, exercised: passedMarks.size },
    mutants: {
      tried: change.altered.length,
      noticed: killed,
      survivors: alive.slice(0, 20).map(({ path, line, what }) => `${path}:${line + 1}: ${what}`),
    },
  }
  const words = `the same in ${tally.scripts - tally.unstable} runs of ${tally.exports} exports, which notice ${killed} of ${change.altered.length} wrong changes of the changed lines and exercise ${passedMarks.size} of ${change.marked.length} changed statements`
  if (tally.doubtful)
    return unsure(`${tally.doubtful} runs showed a difference that could not be shown again`, evidence)
  if (!change.altered.length) return unsure(`${words}: nothing on them could be changed wrongly`, evidence)
  const lacking = whatLacks(change, alive, passedMarks, enough)
  if (lacking !== null) return unsure(`it shows ${words}${lacking}`, evidence)
  return passed(`another program, but ${words}`, evidence)
}

/** The first line in which two texts differ. */
function firstDifference(before: string, after: string): [string, string] {
  const [was, is] = [before.split('\n'), after.split('\n')]
  const at = was.findIndex((line, place) => line !== is[place])
  const place = at < 0 ? was.length : at
  return [was[place] ?? 'nothing more', is[place] ?? 'nothing more'].map(line =>
    line.trim().slice(0, 160),
  ) as [string, string]
}
