import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import type { Script } from '../../model/trial.ts'
import type { CheckContext } from '../check.ts'
import { isAllowed } from '../inputs/fits.ts'
import { bundleTrial, removeTrial } from './bundleTrial.ts'
import type { Subject } from './findSubjects.ts'
import { runTrial, type Shown, wordsOf } from './runTrial.ts'

/** How long one script may take before it counts as never ending, and how many of these are too many. */
const PATIENT = { patienceMs: 2_500, mostLost: 4 }
/** Where nothing is judged, only looked for: what takes long is not worth a wait, and nothing behind it is to be missed. */
const BRISK = { patienceMs: 300, mostLost: 24 }

/** Texts that stand for files of one side. */
export type Texts = ReadonlyMap<Path, string>
/** What scripts and loading are to show; null where that is not sure. */
export type Wanted = { scripts: (string | null)[]; loaded: string | null }
const AS_IT_IS: Texts = new Map()

/** One module, set up to be tried: bundles are made once, and taken away at the end. */
export type TrialBench = {
  /**
   * What scripts show on the base, or on the head. `texts` stand for files of it; `brisk` takes what is slow for what never
   * ends, and goes on behind it more often.
   */
  show(side: 'base' | 'head', scripts: Script[], texts?: Texts, brisk?: boolean): Promise<Shown>
  /** The place of the first script on which the head does not show what it is to show, or -1. */
  firstOther(scripts: Script[], wanted: (string | null)[]): Promise<number>
  /**
   * For each altered program whether its scripts show anything but what they are to show. `runs`: places of scripts, in order. A
   * script that shows something else already where fewer go before it, and nothing is altered, says nothing.
   */
  notice(
    side: 'base' | 'head',
    scripts: Script[],
    wanted: Wanted,
    altered: { texts: Texts; runs: number[] }[],
  ): Promise<boolean[]>
  /** The bundle of a side as it is, by its path in the tree. */
  file(side: 'base' | 'head'): Promise<Path>
  /** Whether the types allow what a script hands over; in JavaScript, where they are notes alone, all is allowed. */
  allows(script: Script): boolean
  close(): Promise<void>
}

const TYPED = /\.(?:[cm]?ts|tsx)$/

export function openTrialBench(
  candidate: Candidate,
  context: CheckContext,
  { module, hidden, surfaces }: Subject,
): TrialBench {
  const made = new Map<string, { side: 'base' | 'head'; file: Promise<Path> }>()
  let count = 0

  const bundle = (side: 'base' | 'head', texts: Texts): Promise<Path> => {
    const name = texts.size === 0 ? `${side}-plain` : `${side}-${++count}`
    const known = made.get(name)
    if (known) return known.file
    const file = bundleTrial(candidate[side], module, name, texts, context.probes)
    made.set(name, { side, file })
    return file
  }
  const plan = (side: 'base' | 'head', scripts: Script[], pace = PATIENT) => ({
    tree: candidate[side],
    scripts,
    ...pace,
    hidden,
  })

  return {
    async show(side, scripts, texts = AS_IT_IS, brisk = false) {
      const file = await bundle(side, texts)
      const bundles = [{ file, runs: scripts.map((_, at) => at) }]
      const pace = brisk ? BRISK : PATIENT
      const [shown] = await runTrial(context, { ...plan(side, scripts, pace), bundles, until: null })
      return shown!
    },
    async firstOther(scripts, wanted) {
      const bundles = [{ file: await bundle('head', AS_IT_IS), runs: scripts.map((_, at) => at) }]
      const [shown] = await runTrial(context, { ...plan('head', scripts), bundles, until: wanted })
      return scripts.findIndex((_, at) => {
        const words = wordsOf(shown?.shows.get(at))
        return words !== null && wanted[at] !== null && words !== wanted[at]
      })
    },
    async notice(side, scripts, wanted, altered) {
      const bundles = []
      for (const { texts, runs } of altered) bundles.push({ file: await bundle(side, texts), runs })
      if (!bundles.length) return []
      const file = await bundle(side, AS_IT_IS)
      const runs = new Map(bundles.map(one => [one.runs.join(), { file, runs: one.runs }]))
      const right = await runTrial(context, {
        ...plan(side, scripts),
        bundles: [...runs.values()],
        until: null,
      })
      const until = inEach(right, wanted.scripts)
      const loads = right.every(({ loaded }) => loaded === wanted.loaded)
      const shown = await runTrial(context, { ...plan(side, scripts), bundles, until })
      for (const { file } of bundles) await removeTrial(candidate[side], file)
      return shown.map(
        ({ shows, loaded }) =>
          (loads && loaded !== wanted.loaded) ||
          [...shows].some(([at, one]) => until[at] !== null && wordsOf(one) !== until[at]),
      )
    },
    file: side => bundle(side, AS_IT_IS),
    allows: script => !TYPED.test(module) || isAllowed(script, surfaces),
    async close() {
      for (const { side, file } of made.values()) {
        const path = await file.catch(() => null)
        if (path !== null) await removeTrial(candidate[side], path)
      }
      made.clear()
    },
  }
}

/** What scripts are to show, where the right program shows it in each of some runs. */
function inEach(right: Shown[], wanted: (string | null)[]): (string | null)[] {
  return wanted.map((words, at) => {
    const isSteady = right.every(({ shows }) => !shows.has(at) || wordsOf(shows.get(at)) === words)
    return isSteady ? words : null
  })
}
