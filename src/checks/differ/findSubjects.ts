import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import type { Script } from '../../model/trial.ts'
import { kindOf, readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import { describeSurface } from '../inputs/describeSurface.ts'
import { type Harvest, harvest, together } from '../inputs/harvest.ts'
import type { Surface } from '../inputs/valueShape.ts'
import { examplesIn, writtenCalls } from '../inputs/writtenCalls.ts'
import { isNamesake, testFiles } from '../testing/testFiles.ts'
import type { ParsedFiles } from '../treeHost.ts'
import { hiddenNames } from './hiddenNames.ts'
import { openModules } from './moduleProgram.ts'

/** So many files of tests are read for one module. */
const MOST_TESTS = 6

/** A module that is there before and after, and what a caller can do with it. */
export type Subject = {
  module: Path
  /** What both sides have, as the base declares it. */
  surfaces: Surface[]
  /** Names that only the base has. */
  gone: string[]
  harvest: Harvest
  /** Calls that are written down: in the examples of its documentation and in the tests that are named like it. */
  written: Script[]
  /** What no caller may look at, as a trial's plan has it. */
  hidden: string[]
}

/**
 * What can be tried of modules: the exports that both sides have.
 * @param modules files that are code on both sides.
 */
export function findSubjects(
  compiler: Compiler,
  { base, head }: Candidate,
  context: Pick<CheckContext, 'readable'>,
  modules: Path[],
  parsed: ParsedFiles,
): Subject[] {
  const both = modules.filter(path =>
    [base, head].every(tree => /file|executable/.test(kindOf(tree, path) ?? '')),
  )
  if (!both.length) return []
  const before = openModules(compiler, base, context, both, parsed)
  const after = openModules(compiler, head, context, both, parsed)
  const tests = testFiles(base)
  return both.flatMap(module => {
    const [was, is] = [before.file(module), after.file(module)]
    if (!was || !is) return []
    const surfaces = describeSurface(before, was)
    const now = describeSurface(after, is)
    const names = new Set(now.map(nameOf))
    const known = new Set(surfaces.map(nameOf))
    const about = tests.filter(path => isNamesake(path, module)).slice(0, MOST_TESTS)
    const texts = [examplesIn(was.text), ...about.map(path => readTreeFile(base, path) ?? '')]
    return [
      {
        module,
        surfaces: surfaces.filter(one => names.has(nameOf(one))),
        gone: surfaces.map(nameOf).filter(name => !names.has(name)),
        harvest: together(harvest(compiler, was), harvest(compiler, is)),
        written: writtenCalls(compiler, texts, surfaces),
        hidden: [
          ...hiddenNames(before.ts, was, is),
          ...[...known, ...names]
            .filter(name => !known.has(name) || !names.has(name))
            .map(name => `instanceof ${name}`),
        ],
      },
    ]
  })
}

const nameOf = ({ path }: Surface) => path.join('.')
