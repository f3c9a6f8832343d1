import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { type Observation, type Script, TRIAL_GLOBALS } from '../../model/trial.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { Compiler } from '../compiler.ts'
import type { Harvest } from '../inputs/harvest.ts'
import { vary } from '../inputs/vary.ts'
import { Unbundled } from './bundleTrial.ts'
import { markStatements } from './markStatements.ts'
import { parseModule } from './parseModule.ts'
import { BrokenTrial, type Shown } from './runTrial.ts'
import type { Texts, TrialBench } from './trialBench.ts'

/** How many scripts took a way, and the shortest of them. */
type Way = { passed: number; shortest: Script; size: number }

/** How many variations a generation has, and after how many that bring nothing new it is given up. */
const A_GENERATION = 800
const IDLE = 4
const RAREST = 24
/** So many that do not end, and the search is among those that never will. */
const ENDLESS = 60

/** Files of the head with a mark on every way through them, to see where scripts lead. */
export function guideTexts(compiler: Compiler, { head }: Candidate, files: Path[]): Texts {
  const texts = new Map<Path, string>()
  let first = 0
  for (const path of files) {
    const text = readTreeFile(head, path)
    if (text === null) continue
    const lines = new Set(text.split('\n').keys())
    const file = parseModule(compiler, path, text)
    const marks = markStatements(compiler, file, lines, first, TRIAL_GLOBALS.passed, true)
    first += marks.marked.length
    texts.set(path, marks.text)
  }
  return texts
}

/**
 * Looks for scripts that lead where none has led before: varies those that found a new way, generation by generation.
 * Nothing is compared here; what is found are inputs.
 * @param guide files with a mark on every way.
 * @param start scripts to begin with.
 * @returns those that were the first to pass a mark, or to pass it so often, in the order in which they were found.
 */
export async function explore(
  bench: TrialBench,
  guide: Texts,
  harvest: Harvest,
  start: Script[],
  { seed, generations, isOver }: { seed: number; generations: number; isOver(): boolean },
): Promise<Script[]> {
  const ways = new Map<string, Way>()
  const found: Script[] = []
  let next = start
  let idle = 0
  let endless = 0
  for (let generation = 0; generation <= generations && next.length && !isOver(); generation++) {
    const { shows } = await showWays(bench, next, guide)
    const before = found.length
    for (const [at, shown] of shows) {
      const script = next[at]!
      if ('hangs' in shown) endless++
      const size = sizeOf(script)
      let isNew = false
      for (const way of waysOf(shown)) {
        const known = ways.get(way)
        isNew ||= known === undefined
        if (known === undefined) ways.set(way, { passed: 1, shortest: script, size })
        else {
          known.passed++
          if (size < known.size) Object.assign(known, { shortest: script, size })
        }
      }
      if (isNew) found.push(script)
    }
    idle = found.length > before ? 0 : idle + 1
    if (idle >= IDLE || endless >= ENDLESS) break
    const parents = parentsOf([...ways.values()])
    next = vary({ harvest, scripts: parents }, A_GENERATION, seed + generation).filter(bench.allows)
  }
  return found
}

/** What scripts pass on the head. What was too much for the limits is no way, and no reason to give up what is compared later. */
export async function showWays(
  bench: TrialBench,
  scripts: Script[],
  guide: Texts,
): Promise<Pick<Shown, 'shows'>> {
  if (!guide.size) return { shows: new Map() }
  try {
    return await bench.show('head', scripts, guide, true)
  } catch (error) {
    if (error instanceof BrokenTrial || error instanceof Unbundled) return { shows: new Map() }
    throw error
  }
}

/** The shortest script of each way; those of the ways that few others take lead on best, and stand there more often. */
function parentsOf(ways: Way[]): Script[] {
  const rarest = [...ways].sort((a, b) => a.passed - b.passed).slice(0, RAREST)
  const all = [...new Set(ways.map(({ shortest }) => shortest))]
  return [...all, ...rarest.flatMap(({ shortest }) => [shortest, shortest, shortest])]
}

const sizeOf = (script: Script) => JSON.stringify(script.steps).length

/** Each mark with how often it was passed, up to four times: once more is another way, and a long loop is not many. */
function waysOf(shown: Observation): string[] {
  if (!('hits' in shown)) return []
  return (shown.hits ?? []).map((mark, at) => `${mark} ${Math.min(shown.times?.[at] ?? 1, MOST_TIMES)}`)
}

const MOST_TIMES = 4
