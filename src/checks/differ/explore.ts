import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { type Script, TRIAL_GLOBALS } from '../../model/trial.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { Compiler } from '../compiler.ts'
import type { Harvest } from '../inputs/harvest.ts'
import { vary } from '../inputs/vary.ts'
import { markStatements } from './markStatements.ts'
import { parseModule } from './parseModule.ts'
import type { Texts, TrialBench } from './trialBench.ts'

/** How many variations a generation has, and after how many that bring nothing new it is given up. */
const A_GENERATION = 500
const IDLE = 2
const NEWEST = 24

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
 * @returns those that were the first to pass a mark, in the order in which they were found.
 */
export async function explore(
  bench: TrialBench,
  guide: Texts,
  harvest: Harvest,
  start: Script[],
  { seed, generations, isOver }: { seed: number; generations: number; isOver(): boolean },
): Promise<Script[]> {
  const passed = new Set<number>()
  const found: Script[] = []
  let next = start
  let idle = 0
  for (let generation = 0; generation <= generations && next.length && !isOver(); generation++) {
    const { shows, loading } = await bench.show('head', next, guide)
    if (generation === 0) for (const mark of loading) passed.add(mark)
    let fresh = 0
    for (const [at, shown] of shows) {
      const marks = 'hits' in shown ? (shown.hits ?? []) : []
      if (marks.every(mark => passed.has(mark))) continue
      for (const mark of marks) passed.add(mark)
      found.push(next[at]!)
      fresh++
    }
    idle = fresh ? 0 : idle + 1
    if (idle >= IDLE) break
    // The newest lead on best, and the others are not forgotten.
    const newest = found.slice(-NEWEST)
    next = vary({ harvest, scripts: [...found, ...newest, ...newest] }, A_GENERATION, seed + generation)
  }
  return found
}
