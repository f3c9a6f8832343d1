import type { Path } from '../../model/change.ts'
import type { TestCase } from '../../model/testCase.ts'
import { type Kept, type Script, TRIAL_GLOBALS } from '../../model/trial.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import { editText } from '../differ/editText.ts'
import { markStatements } from '../differ/markStatements.ts'
import { mutate } from '../differ/mutate.ts'
import { parseModule } from '../differ/parseModule.ts'
import { pickMutants } from '../differ/pickMutants.ts'
import type { Shown } from '../differ/runTrial.ts'
import { sayScript } from '../differ/sayScript.ts'
import { type CaseBench, openCaseBench } from './caseBench.ts'
import { caseScripts } from './caseScripts.ts'
import type { ExportedCode, OpenedModule } from './openExports.ts'
import { pickCases } from './pickCases.ts'
import { suspicion } from './suspicious.ts'
import { contradiction } from './writtenResults.ts'

const SEED = 20_240_229
const MOST_MUTANTS = 30
/** So many cases are put through wrong programs, and so many are written down of one export. */
const MOST_TRIED = 40
const MOST_CASES = 8
/** A test that waits longer is one that people wait for. In milliseconds. */
const MOST_WAIT = 50
/** What a call says aloud, starts, or changes around it, files too, is no result that a test states. */
const LOUD = /^(?:console\.|process\.|fs\.|child_process\.|net\.|worker\.|(?:globalThis|\w+\.prototype)\.)/m

/** Cases of one export: what they notice of it, and what looks like a fault. */
export type FoundCases = {
  name: string
  cases: TestCase[]
  /** How many wrong changes were tried, and for each case which of them it notices. */
  mutants: { all: number; noticed: number[][] }
  suspicions: string[]
}

/**
 * Finds the cases of an export that are worth a test: each passes a way through it that no other does, or notices a wrong change of
 * it. What they come to is the same on another day, in another place and language.
 * @param cost what a case costs to read, as text; null for what cannot be said.
 * @throws Unbundled and BrokenTrial where the module cannot be called at all.
 */
export async function findCases(
  compiler: Compiler,
  tree: string,
  context: CheckContext,
  opened: OpenedModule,
  one: ExportedCode,
  cost: (of: TestCase) => number | null,
): Promise<FoundCases> {
  const bench = openCaseBench(tree, opened.module, context)
  const text = readTreeFile(tree, opened.module) ?? ''
  const marks = markStatements(
    compiler,
    parseModule(compiler, opened.module, text),
    one.lines,
    0,
    TRIAL_GLOBALS.passed,
    true,
  )
  const { sure, suspicions } = await surely(bench, opened, one, marks.text, cost)
  const tried = byWays(sure).slice(0, MOST_TRIED)
  const mutants = tried.length
    ? await mutantsNoticed(compiler, bench, opened.module, text, one, tried, marks)
    : []
  const shows = tried.map(({ hits }, at) => {
    const killed = mutants.flatMap((by, mutant) => (by.has(at) ? [`mutant ${mutant}`] : []))
    return new Set([...hits.map(mark => `way ${mark}`), ...killed])
  })
  const picked = pickCases(
    tried.map(({ cost: own }, at) => ({ cost: own, shows: shows[at]! })),
    MOST_CASES,
  )
  const chosen = [...picked].sort((a, b) => ordinaryFirst(tried[a]!, tried[b]!))
  return {
    name: one.name,
    cases: chosen.map(at => tried[at]!.of),
    mutants: {
      all: mutants.length,
      noticed: chosen.map(at => [...mutants.keys()].filter(mutant => mutants[mutant]!.has(at))),
    },
    suspicions,
  }
}

type Sure = { of: TestCase; script: Script; hits: number[]; cost: number }

/** What calls come to, for sure, the plainest first; and what of that looks like a fault. */
async function surely(
  bench: CaseBench,
  opened: OpenedModule,
  one: ExportedCode,
  marked: string,
  cost: (of: TestCase) => number | null,
): Promise<{ sure: Sure[]; suspicions: string[] }> {
  const scripts = caseScripts(one, opened, SEED)
  if (!scripts.length) return { sure: [], suspicions: [] }
  const [here, elsewhere] = await Promise.all([
    bench.show(scripts, 'here', new Map([[opened.module, marked]])),
    // The other way round: what depends on the calls before it comes to something else.
    bench.show(scripts.toReversed(), 'elsewhere'),
  ])
  const isTyped = /\.(?:[cm]?ts|tsx)$/.test(opened.module) && saysTypes(one)
  const sure: Sure[] = []
  const odd = new Map<string, { call: string; why: string }>()
  for (const [at, script] of scripts.entries()) {
    const [seen, again] = [here.shows.get(at), elsewhere.shows.get(scripts.length - 1 - at)]
    if (!seen || !again || !('seen' in seen) || !('seen' in again)) continue
    const { kept } = seen
    if (!kept || seen.seen !== again.seen || wordsOf(kept) !== wordsOf(again.kept)) continue
    if (kept.outcome.how === 'untold' || kept.waited > MOST_WAIT || LOUD.test(seen.seen)) continue
    const of: TestCase = { steps: script.steps, outcome: kept.outcome }
    const why =
      suspicion({ script, kept, outcome: kept.outcome }, one, isTyped) ?? contradiction(of, one, opened)
    if (why !== null) {
      const call = sayScript(script)
      const known = odd.get(why)
      if (!known || call.length < known.call.length) odd.set(why, { call, why })
      continue
    }
    // What JavaScript throws by itself where no types forbid the call is nothing that anybody meant.
    const isAccident =
      'error' in kept.outcome &&
      kept.outcome.error.engine &&
      /^(?:Type|Reference)Error$/.test(kept.outcome.error.name)
    const isEmpty = kept.altered.length > 0 && isUndefined(kept.outcome)
    const own = isAccident || isEmpty ? null : cost(of)
    if (own !== null) sure.push({ of, script, hits: seen.hits ?? [], cost: own })
  }
  sure.sort((a, b) => a.cost - b.cost)
  return { sure, suspicions: [...odd.values()].map(({ call, why }) => `${call} ${why}`) }
}

/** For each wrong program the places of the cases that notice it. */
async function mutantsNoticed(
  compiler: Compiler,
  bench: CaseBench,
  module: Path,
  text: string,
  { lines }: ExportedCode,
  tried: Sure[],
  { marked }: ReturnType<typeof markStatements>,
): Promise<Set<number>[]> {
  const file = parseModule(compiler, module, text)
  const all = mutate(compiler, file, lines).map(mutant => {
    const around = marked.findLast(one => one.start <= mutant.start && mutant.end <= one.end)
    return { ...mutant, path: module, mark: around?.mark ?? null }
  })
  const mutants = pickMutants(all, MOST_MUTANTS)
  const shown = await bench.showEach(
    tried.map(({ script }) => script),
    mutants.map(mutant => new Map([[module, editText(text, [mutant])]])),
  )
  return shown.map(one => new Set(one === null ? [] : noticed(tried, one)))
}

/** Where a test would fail: what is altered of arguments, or said aloud, it does not state. */
function noticed(tried: Sure[], shown: Shown): number[] {
  return [...tried.keys()].filter(at => {
    const seen = shown.shows.get(at)
    // What comes behind one that never ends was not called.
    if (!seen || ('ends' in seen && seen.ends.startsWith('given up'))) return false
    const outcome = 'seen' in seen ? seen.kept?.outcome : null
    return JSON.stringify(outcome) !== JSON.stringify(tried[at]!.of.outcome)
  })
}

/** Those first that pass a way that none before them passes, then those that come to something new. */
function byWays(sure: Sure[]): Sure[] {
  const [ways, outcomes] = [new Set<number>(), new Set<string>()]
  const ranks = sure.map(({ hits, of }) => {
    const isFirst = hits.some(mark => !ways.has(mark))
    const words = JSON.stringify(of.outcome)
    const isNew = !outcomes.has(words)
    for (const mark of hits) ways.add(mark)
    outcomes.add(words)
    return isFirst ? 0 : isNew ? 1 : 2
  })
  return [...sure.keys()].sort((a, b) => ranks[a]! - ranks[b]! || a - b).map(at => sure[at]!)
}

/** What a function is for stands before what it refuses. */
function ordinaryFirst(a: Sure, b: Sure): number {
  return Number('error' in a.of.outcome) - Number('error' in b.of.outcome) || a.cost - b.cost
}

/** Whether the types say of each argument what it may be. */
function saysTypes({ surface }: ExportedCode): boolean {
  return surface.calls.every(({ parameters }) =>
    parameters.every(({ shape }) => shape.is !== 'unknown' && shape.is !== 'parameter'),
  )
}

const wordsOf = (kept: Kept | undefined) => JSON.stringify(kept)

function isUndefined(outcome: TestCase['outcome']): boolean {
  return 'value' in outcome && JSON.stringify(outcome.value) === '{"$":"undefined"}'
}
