import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { TRIAL_GLOBALS } from '../../model/trial.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { Compiler } from '../compiler.ts'
import { changedLines } from './changedLines.ts'
import { editText } from './editText.ts'
import { type Marked, markStatements } from './markStatements.ts'
import { type Mutant, mutate } from './mutate.ts'
import { parseModule } from './parseModule.ts'
import { pickMutants } from './pickMutants.ts'
import type { Texts } from './trialBench.ts'

/** So many altered programs tell how closely the inputs look; each costs a process. */
const MOST_MUTANTS = 40
const FEWEST_MUTANTS = 6
/** In lines. */
const FARTHEST = 5

/** A wrong program near by. `mark` is the changed statement that it is in, or null for what is run while loading. */
export type Altered = Mutant & { path: Path; side: 'base' | 'head'; mark: number | null; texts: Texts }

/** What was changed, statement by statement, and what could have been changed wrongly. */
export type ChangedCode = {
  marked: (Marked & { path: Path })[]
  /** Each side's files with marks. */
  texts: { base: Texts; head: Texts }
  altered: Altered[]
}

/**
 * Reads the changed files of both sides. Statements are those of the head; where a file only lost some, those that it lost.
 * @param files changed files of code.
 */
export function readChange(compiler: Compiler, candidate: Candidate, files: Path[]): ChangedCode {
  const marked: ChangedCode['marked'] = []
  const texts = { base: new Map<Path, string>(), head: new Map<Path, string>() }
  const altered: Altered[] = []
  for (const path of files) {
    const [before, after] = [readTreeFile(candidate.base, path), readTreeFile(candidate.head, path)]
    const { gone, fresh } = changedLines(before ?? '', after ?? '')
    const isThere = { base: before !== null, head: after !== null }
    const mutantsOf = (side: 'base' | 'head', text: string, lines: Set<number>) => {
      const file = parseModule(compiler, path, text)
      const marks = markStatements(compiler, file, lines, marked.length, TRIAL_GLOBALS.passed)
      return { side, text, marks, mutants: mutantsAround(compiler, file, lines) }
    }
    let seen = mutantsOf('head', after ?? '', isThere.head ? fresh : new Set())
    if (!seen.mutants.length && isThere.base) seen = mutantsOf('base', before ?? '', gone)
    if (!seen.marks.marked.length && !seen.mutants.length) continue
    texts[seen.side].set(path, seen.marks.text)
    marked.push(...seen.marks.marked.map(one => ({ ...one, path })))
    for (const mutant of seen.mutants) {
      // The innermost statement around it: of those that hold it, the last that begins.
      const around = seen.marks.marked
        .filter(one => one.start <= mutant.start && mutant.end <= one.end)
        .at(-1)
      const own: Texts = new Map([[path, editText(seen.text, [mutant])]])
      altered.push({ ...mutant, path, side: seen.side, mark: around?.mark ?? null, texts: own })
    }
  }
  return { marked, texts, altered: pickMutants(altered, MOST_MUTANTS) }
}

/** One or two wrong changes prove little: where the lines have few, those next to them count as well. */
function mutantsAround(compiler: Compiler, file: ts.SourceFile, lines: ReadonlySet<number>): Mutant[] {
  const around = new Set(lines)
  for (let step = 1; ; step++) {
    const mutants = mutate(compiler, file, around)
    if (!lines.size || mutants.length >= FEWEST_MUTANTS || step > FARTHEST) return mutants
    for (const line of lines) for (const next of [line - step, line + step]) around.add(next)
  }
}
