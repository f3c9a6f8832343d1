import type { Path } from '../../model/change.ts'
import type { RecordedCall, Script } from '../../model/trial.ts'
import { takesAll } from '../inputs/fits.ts'
import { makeScripts, readScripts } from '../inputs/makeScripts.ts'
import { alterArguments, nearBy } from '../inputs/neighbours.ts'
import { recordedScripts } from '../inputs/recordedScripts.ts'
import { spread } from '../inputs/spread.ts'
import type { Surface } from '../inputs/valueShape.ts'
import { vary } from '../inputs/vary.ts'
import { withOptionsOf, withWordsOf } from '../inputs/wordsOfChange.ts'
import { type Counterexample, compareSides, leaveOutEndless, shrink } from './compareSides.ts'
import { distil } from './distil.ts'
import { explore } from './explore.ts'
import type { Subject } from './findSubjects.ts'
import { killMutants, passes } from './killMutants.ts'
import type { Altered, ChangedCode } from './readChange.ts'
import type { Shown } from './runTrial.ts'
import type { Texts, TrialBench } from './trialBench.ts'
import { whatLacks } from './whatLacks.ts'

/** What came of one module. */
export type Tried = {
  difference: Counterexample | null
  scripts: number
  /** Scripts on which the base is of two minds, so that they say nothing. */
  unstable: number
  /** Scripts that showed a difference more than once, and then no more: no proof, and no reason to pass. */
  doubtful: number
  /** Marks of changed statements that were passed. */
  passed: Set<number>
  /** Wrong programs that nothing noticed. */
  alive: Altered[]
}

/** Scripts a round, over all exports. A round is only run when the one before noticed too little. */
const ROUNDS = [240, 600, 1_600]
const FEWEST_AN_EXPORT = 24
/** Near neighbours of what reaches the change, a round; and farther ones. */
const NEAR = 400
const FARTHER = 400
/** Calls that are written down. */
const WRITTEN = 240
/** What a search for ways through the change begins with, and how many generations it has, by the round. */
const BEGIN = 400
const GENERATIONS = [0, 6, 20]

/**
 * Puts a module's exports through rounds of scripts until a difference shows, or two rounds noticed enough, or there are
 * no more rounds. From the second round on, the effort goes to what reaches the changed statements, and to ways through the
 * changed files that no script took so far.
 * @param guide the changed files with a mark on every way. @param record what the repository's tests hand over: asked for at once where types say nothing, else in the second round.
 */
export async function tryModule(
  bench: TrialBench,
  { module, surfaces, harvest, written }: Subject,
  change: ChangedCode,
  alive: Altered[],
  record: () => Promise<RecordedCall[]>,
  { guide, seed, enough, isOver }: { guide: Texts; seed: number; enough: number; isOver(): boolean },
): Promise<Tried> {
  const tried: Tried = { difference: null, scripts: 0, unstable: 0, doubtful: 0, passed: new Set(), alive }
  const own = ownPart(change, module)
  const isEnough = () =>
    tried.doubtful === 0 &&
    tried.alive.length <= change.altered.length * (1 - enough) &&
    whatLacks(own, tried.alive, tried.passed, enough) === null
  let reaching: Script[] = []
  let before: Script[] = []
  let explored: Script[] = []
  let towards: Surface[] = surfaces
  for (const [round, count] of ROUNDS.entries()) {
    const wanted = round === (isTyped(surfaces) ? 1 : 0)
    const calls = wanted ? await record() : []
    const recorded = await distil(
      bench,
      { guide, marked: change.texts.head, harvest },
      surfaces.flatMap(one => recordedScripts(one, calls)),
    )
    const planned = roundOf(round, count, towards, recorded)
    if (!planned.length) break
    const { scripts, base } = await leaveOutEndless(bench, [
      ...(round ? await search(round, planned) : []),
      ...planned,
    ])
    before = scripts
    const compared = await compareSides(bench, scripts, base)
    tried.scripts += scripts.length
    tried.unstable += compared.unstable.length
    if (compared.loading) {
      tried.difference = { script: { steps: [], waits: true }, ...compared.loading, alone: true }
      return tried
    }
    if (compared.different.length) {
      tried.difference = await shrink(bench, scripts, compared)
      if (tried.difference) return tried
      tried.doubtful += compared.different.length
      for (const at of compared.different) compared.wanted[at] = null
    }
    const marked = await showMarked(bench, scripts, change)
    for (const mark of marksOf(marked)) tried.passed.add(mark)
    const killed = await killMutants(
      bench,
      scripts,
      { scripts: compared.wanted, loaded: compared.loaded },
      marked,
      tried.alive,
    )
    tried.alive = tried.alive.filter(one => !killed.has(one))
    // What the first inputs showed is looked at once more, by those that the change itself suggests.
    if ((round > 0 && isEnough()) || isOver()) break
    const surviving = new Set(tried.alive.map(one => one.mark))
    reaching = scripts.filter((_, at) => reaches(marked, at, surviving))
    const names = new Set(reaching.map(script => script.steps[0]?.path.join('.')))
    const found = surfaces.filter(one => [...names].some(name => name?.startsWith(one.path.join('.'))))
    if (found.length) towards = found
  }
  return tried

  async function search(round: number, planned: Script[]): Promise<Script[]> {
    const begin = [...explored, ...spread(reaching, BEGIN), ...spread([...before, ...planned], BEGIN)]
    const limits = { seed: seed + round, generations: GENERATIONS[round] ?? 0, isOver }
    explored = await explore(bench, guide, harvest, begin, limits)
    const farther = vary({ harvest, scripts: spread(reaching, BEGIN) }, FARTHER, seed + round).filter(
      bench.allows,
    )
    return [...explored, ...farther]
  }

  function roundOf(round: number, count: number, exports: Surface[], recorded: Script[]): Script[] {
    const each = Math.max(FEWEST_AN_EXPORT, Math.ceil(count / Math.max(1, exports.length)))
    const fresh = exports.flatMap(one => makeScripts(one, harvest, each, seed + round * 1_000))
    // What the types forbid is nobody's call, but for what the tests themselves hand over.
    const alter = (scripts: Script[]) =>
      spread(scripts.flatMap(script => alterArguments(script, nearBy)).filter(bench.allows), NEAR)
    const known = spread(written.filter(bench.allows), WRITTEN)
    const suggested = () =>
      spread(
        reaching
          .flatMap(script => [
            ...alterArguments(script, value => withWordsOf(change.words, value)),
            ...withOptionsOf(change.words, script).filter(one => takesAll(one, surfaces)),
          ])
          .filter(bench.allows),
        NEAR,
      )
    const near = round
      ? [...suggested(), ...alter(reaching)]
      : [...readScripts(surfaces), ...known, ...alter(known)]
    return [...near, ...recorded, ...alter(recorded), ...fresh]
  }
}

/** What of a change stands in one file: what others brought is theirs to try. */
function ownPart(change: ChangedCode, module: Path): ChangedCode {
  const isOwn = ({ path }: { path: Path }) => path === module
  return { ...change, altered: change.altered.filter(isOwn), marked: change.marked.filter(isOwn) }
}

/** Runs the programs with marks; a side without marked files has nothing to tell. */
async function showMarked(
  bench: TrialBench,
  scripts: Script[],
  { texts }: ChangedCode,
): Promise<{ base: Shown | null; head: Shown | null }> {
  const [base, head] = await Promise.all(
    (['base', 'head'] as const).map(side =>
      texts[side].size ? bench.show(side, scripts, texts[side]) : Promise.resolve(null),
    ),
  )
  return { base: base ?? null, head: head ?? null }
}

function marksOf({ base, head }: { base: Shown | null; head: Shown | null }): number[] {
  return [base, head].flatMap(shown =>
    shown
      ? [
          ...shown.loading,
          ...[...shown.shows.values()].flatMap(one => ('hits' in one ? (one.hits ?? []) : [])),
        ]
      : [],
  )
}

function reaches(
  { base, head }: { base: Shown | null; head: Shown | null },
  at: number,
  marks: ReadonlySet<number | null>,
): boolean {
  return [base, head].some(
    shown => shown && [...marks].some(mark => mark !== null && passes(shown, at, mark)),
  )
}

/** Whether the types say something of every parameter. */
function isTyped(surfaces: Surface[]): boolean {
  return surfaces.every(
    ({ calls, members }) =>
      calls.every(({ parameters }) => parameters.every(({ shape }) => shape.is !== 'unknown')) &&
      isTyped(members),
  )
}
