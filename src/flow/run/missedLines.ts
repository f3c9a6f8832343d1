import type { ExportedCode } from '../../checks/cases/openExports.ts'
import type { Compiler } from '../../checks/compiler.ts'
import { markStatements } from '../../checks/differ/markStatements.ts'
import { parseModule } from '../../checks/differ/parseModule.ts'
import type { Path } from '../../model/change.ts'

/** The lines, from 0, of the statements of an export that no test reaches, how many statements that are, and of how many. */
export type Missed = { lines: Set<number>; missed: number; all: number }

/** Below that it is well covered: what is left out is for its authors to know. */
const LEAST_SHARE = 0.2
/** Whoever writes that knows what is not covered. */
const IGNORED = /\b(?:c8|v8|istanbul|node:coverage)\s+(?:ignore|disable)\b/

/** What gives V8 other lines than those that were written, often without a map that leads back. */
const REWRITERS = /babel|swc|sucrase|nyc|istanbul|esbuild-register|ts-jest|["'/]esm["'/]/

/**
 * Whether the lines that a run says were executed are those that were written: where the runner loads files as Node does, and nothing
 * that rewrites them on the way is named.
 * @param words what the tests are started by, and the manifest.
 */
export function knowsLines(runner: string | undefined, words: string): boolean {
  return (runner === 'node' || runner === 'mocha') && !REWRITERS.test(words)
}

/**
 * What tests leave out of an export that they call.
 * @param text of its module. @param covered numbers of the lines of the module that they execute, from 1.
 * @returns null where it is well covered, where its author left it out, and where nothing of it seems to run: then its lines are not
 *   known by these numbers.
 */
export function missedLines(
  compiler: Compiler,
  module: Path,
  text: string,
  { lines }: Pick<ExportedCode, 'lines'>,
  covered: number[] | undefined,
): Missed | null {
  if (!covered) return null
  const own = text.split('\n').filter((_, at) => lines.has(at))
  if (own.some(line => IGNORED.test(line))) return null
  const { marked } = markStatements(compiler, parseModule(compiler, module, text), lines, 0, 'passed')
  const inside = marked.filter(({ line }) => lines.has(line))
  const known = new Set(covered)
  const missed = inside.filter(({ line }) => !known.has(line + 1))
  if (missed.length === inside.length || missed.length < LEAST_SHARE * inside.length || !missed.length)
    return null
  const whole = missed.flatMap(({ start, end }) => linesOf(text, start, end))
  return {
    lines: new Set(whole.filter(line => !known.has(line + 1))),
    missed: missed.length,
    all: inside.length,
  }
}

function linesOf(text: string, start: number, end: number): number[] {
  const first = text.slice(0, start).split('\n').length - 1
  const count = text.slice(start, end).split('\n').length
  return Array.from({ length: count }, (_, at) => first + at)
}
