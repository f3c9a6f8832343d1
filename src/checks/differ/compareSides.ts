import type { Script } from '../../model/trial.ts'
import { simplerScripts } from '../inputs/neighbours.ts'
import { type Shown, wordsOf } from './runTrial.ts'
import type { TrialBench } from './trialBench.ts'

/** What both sides showed, script by script: what the base shows each time, or null where it shows this and then that. */
export type Compared = {
  wanted: (string | null)[]
  /** Places of scripts on which the head shows something else, each time. */
  different: number[]
  /** Places of scripts that say nothing, since the base itself is of two minds. */
  unstable: number[]
  /** What is to be seen of loading the base, or null where it shows this and then that. */
  loaded: string | null
  /** What is to be seen of loading each side, where that differs each time. */
  loading: { before: string; after: string } | null
}

/** A script on which both sides differ, and what each of them shows. */
export type Counterexample = { script: Script; before: string; after: string; alone: boolean }

/** What says nothing of the code: its process could not even begin, or ended too often. */
const GIVEN_UP = /^(?:given up|cannot be loaded|ended with)/

/**
 * Leaves out scripts that do not end on the base, but for the shortest one: each costs all the patience there is, every time.
 * @returns what is left, and what the base showed of it where that is all of them.
 */
export async function leaveOutEndless(
  bench: TrialBench,
  scripts: Script[],
): Promise<{ scripts: Script[]; base?: Shown }> {
  const base = await bench.show('base', scripts, undefined, true)
  const isEndless = (at: number) => {
    const shown = base.shows.get(at)
    return shown === undefined || 'hangs' in shown || ('ends' in shown && GIVEN_UP.test(shown.ends))
  }
  const others = scripts.filter((_, at) => !isEndless(at))
  if (others.length === scripts.length) return { scripts, base }
  if (!others.length) return { scripts }
  const [shortest] = bySize(scripts.filter((_, at) => isEndless(at)))
  return { scripts: [...others, shortest!] }
}

/**
 * Runs scripts on the base twice, on the head once; what differs, on the head once more.
 * @param base what the base showed of them already, if it was asked.
 * @throws BaseFails when the base cannot even be loaded, in its words.
 */
export async function compareSides(bench: TrialBench, scripts: Script[], base?: Shown): Promise<Compared> {
  const [first, second, head] = await Promise.all([
    base ?? bench.show('base', scripts),
    bench.show('base', scripts),
    bench.show('head', scripts),
  ])
  const wanted: (string | null)[] = []
  const unstable: number[] = []
  const different: number[] = []
  for (const at of scripts.keys()) {
    const [was, again, is] = [first, second, head].map(({ shows }) => wordsOf(shows.get(at)))
    const differs = is && is !== was && !/^given up/.test(is)
    if (was && was === again && !GIVEN_UP.test(was)) {
      wanted.push(was)
      if (differs) different.push(at)
    } else {
      wanted.push(null)
      unstable.push(at)
    }
  }
  // Where not one script came through, the scripts are not to blame.
  const [why] = [...first.shows.values()].map(wordsOf)
  if (unstable.length === scripts.length && why && GIVEN_UP.test(why)) throw new BaseFails(why)
  const loading = await confirmLoading(bench, scripts, [first, second, head])
  const sure = await confirm(bench, scripts, wanted, head, different)
  for (const at of different) {
    if (sure.has(at)) continue
    wanted[at] = null
    unstable.push(at)
  }
  const loaded = first.loaded === second.loaded ? first.loaded : null
  return { wanted, different: different.filter(at => sure.has(at)), unstable, loaded, loading }
}

async function confirmLoading(
  bench: TrialBench,
  scripts: Script[],
  shown: [Shown, Shown, Shown],
): Promise<Compared['loading']> {
  const [before, again, after] = shown.map(({ loaded }) => loaded) as [string, string, string]
  if (before !== again || before === after) return null
  const one = scripts.slice(0, 1)
  const [base, head] = await Promise.all([bench.show('base', one), bench.show('head', one)])
  return base.loaded === before && head.loaded === after ? { before, after } : null
}

/** What differs once may differ for any reason: only what does so each time is the change's. The smallest few will do. */
async function confirm(
  bench: TrialBench,
  scripts: Script[],
  wanted: (string | null)[],
  head: Shown,
  different: number[],
): Promise<Set<number>> {
  if (!different.length) return new Set()
  const few = bySize(different.map(at => scripts[at]!)).slice(0, 12)
  const places = few.map(script => scripts.indexOf(script))
  const [before, after] = await showBoth(bench, few)
  const sure = places.filter(
    (at, place) => before[place] === wanted[at] && after[place] === wordsOf(head.shows.get(at)),
  )
  if (sure.length) return new Set(sure)
  // Or it shows only behind all the others.
  const [was, is] = await showBoth(bench, scripts)
  return new Set(different.filter(at => was[at] === wanted[at] && is[at] === wordsOf(head.shows.get(at))))
}

/** The base cannot be tried at all; the message says why. */
export class BaseFails extends Error {}

const ROUNDS = 10
const MOST_TRIED = 80

/**
 * The simplest script that still shows a difference, found in rounds: in each all simpler ones are tried at once.
 * One that shows it only behind others stays as it is, and is marked as not alone.
 * @returns null when it does not show any more: nothing is proven by what is seen now and then.
 */
export async function shrink(
  bench: TrialBench,
  scripts: Script[],
  { different, wanted }: Compared,
): Promise<Counterexample | null> {
  const trail = [bySize(different.map(at => scripts[at]!))[0]!]
  for (let round = 0; round < ROUNDS; round++) {
    const candidates = bySize(simplerScripts(trail.at(-1)!).filter(bench.allows)).slice(0, MOST_TRIED)
    if (!candidates.length) break
    const { shows } = await bench.show('base', candidates)
    const next = await bench.firstOther(
      candidates,
      candidates.map((_, at) => wordsOf(shows.get(at))),
    )
    if (next < 0) break
    trail.push(candidates[next]!)
  }
  // Among others a script may only differ by what they left behind: what counts is what it shows alone, each time.
  for (const script of trail.reverse()) {
    const [before, after] = await showBoth(bench, [script])
    if (before[0] === after[0]) continue
    const [again, once] = await showBoth(bench, [script])
    if (again[0] === before[0] && once[0] === after[0])
      return { script, before: before[0] ?? '', after: after[0] ?? '', alone: true }
  }
  const at = different[0]!
  const behind = scripts.slice(0, at + 1)
  const [was, is] = await showBoth(bench, behind)
  const [before, after] = [was[at] ?? '', is[at] ?? '']
  if (before !== wanted[at] || before === after) return null
  // What comes from outside in real time, as from the engine's cryptography, may be late once and once not.
  const [again, once] = await showBoth(bench, behind)
  if (again[at] !== before || once[at] !== after) return null
  return { script: scripts[at]!, before, after, alone: false }
}

async function showBoth(
  bench: TrialBench,
  scripts: Script[],
): Promise<[(string | null)[], (string | null)[]]> {
  const [base, head] = await Promise.all([bench.show('base', scripts), bench.show('head', scripts)])
  const words = (shown: Shown) => scripts.map((_, at) => wordsOf(shown.shows.get(at)))
  return [words(base), words(head)]
}

function bySize(scripts: Script[]): Script[] {
  const sizes = new Map(scripts.map(one => [one, JSON.stringify(one).length]))
  return [...scripts].sort((a, b) => sizes.get(a)! - sizes.get(b)!)
}
