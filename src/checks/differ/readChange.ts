import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { TRIAL_GLOBALS } from '../../model/trial.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { Compiler } from '../compiler.ts'
import { type Harvest, harvest, NO_WORDS, together } from '../inputs/harvest.ts'
import { changedLines } from './changedLines.ts'
import { editText } from './editText.ts'
import { type Marked, markStatements } from './markStatements.ts'
import { type Mutant, mutate } from './mutate.ts'
import { parseModule } from './parseModule.ts'
import { pickMutants } from './pickMutants.ts'
import type { Texts } from './trialBench.ts'

/** So many altered programs tell how closely the inputs look; each costs a process. Of many statements each has one. */
const MOST_MUTANTS = 40
const MOST_OF_ALL = 100
const FEWEST_MUTANTS = 6
/** In lines. */
const FARTHEST = 5

/**
 * A wrong program near by. `mark` is the changed statement that it is in, or null for what is in none; `near` where it is not
 * even on a changed line.
 */
export type Altered = Mutant & {
  path: Path
  side: 'base' | 'head'
  mark: number | null
  near: boolean
  texts: Texts
}

/** What was changed, statement by statement, and what could have been changed wrongly. */
export type ChangedCode = {
  marked: (Marked & { path: Path })[]
  /** Each side's files with marks. */
  texts: { base: Texts; head: Texts }
  altered: Altered[]
  /** Marks of statements that could be changed wrongly, whether or not such a change is among those above. */
  alterable: Set<number>
  /** Literals and names of properties on the changed lines of both sides. */
  words: Harvest
}

/**
 * Reads the changed files of both sides. Statements are those that came and those that went; wrong changes are made of those that
 * came, or of those that went where none did.
 * @param files changed files of code.
 */
export function readChange(compiler: Compiler, candidate: Candidate, files: Path[]): ChangedCode {
  const marked: ChangedCode['marked'] = []
  const texts = { base: new Map<Path, string>(), head: new Map<Path, string>() }
  const altered: Altered[] = []
  let words = NO_WORDS
  for (const path of files) {
    const [before, after] = [readTreeFile(candidate.base, path), readTreeFile(candidate.head, path)]
    const { gone, fresh } = changedLines(before ?? '', after ?? '')
    const isThere = { base: before !== null, head: after !== null }
    const mutantsOf = (side: 'base' | 'head', text: string, lines: Set<number>) => {
      const file = parseModule(compiler, path, text)
      words = together(words, harvest(compiler, file, lines))
      const marks = markStatements(compiler, file, lines, marked.length, TRIAL_GLOBALS.passed, true)
      return { side, text, lines, marks, mutants: mutantsAround(compiler, file, lines) }
    }
    const head = mutantsOf('head', after ?? '', isThere.head ? fresh : new Set())
    marked.push(...head.marks.marked.map(one => ({ ...one, path })))
    // What is gone must be passed too, or nobody knows what it did.
    const base = mutantsOf('base', before ?? '', isThere.base ? gone : new Set())
    marked.push(...base.marks.marked.map(one => ({ ...one, path })))
    for (const { side, marks } of [head, base]) if (marks.marked.length) texts[side].set(path, marks.text)
    const seen = head.mutants.length ? head : base
    for (const mutant of seen.mutants) {
      // The innermost statement around it: of those that hold it, the last that begins.
      const around = seen.marks.marked
        .filter(one => one.start <= mutant.start && mutant.end <= one.end)
        .at(-1)
      const own: Texts = new Map([[path, editText(seen.text, [mutant])]])
      const near = !seen.lines.has(mutant.line)
      altered.push({ ...mutant, path, side: seen.side, mark: around?.mark ?? null, near, texts: own })
    }
  }
  const alterable = new Set(altered.flatMap(({ mark }) => mark ?? []))
  // Small ones first: where there is room for one alone, it must not be what everything notices.
  altered.sort((a, b) => a.end - a.start - (b.end - b.start))
  const most = Math.min(MOST_OF_ALL, Math.max(MOST_MUTANTS, alterable.size))
  return { marked, texts, altered: pickMutants(altered, most), alterable, words }
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
