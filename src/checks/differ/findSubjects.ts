import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import { describeSurface } from '../inputs/describeSurface.ts'
import { type Harvest, harvest, together } from '../inputs/harvest.ts'
import type { Surface } from '../inputs/valueShape.ts'
import type { ParsedFiles } from '../treeHost.ts'
import { hiddenNames } from './hiddenNames.ts'
import { openModules } from './moduleProgram.ts'

/** A module that is there before and after, and what a caller can do with it. */
export type Subject = {
  module: Path
  /** What both sides have, as the base declares it. */
  surfaces: Surface[]
  /** Names that only the base has. */
  gone: string[]
  harvest: Harvest
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
  return both.flatMap(module => {
    const [was, is] = [before.file(module), after.file(module)]
    if (!was || !is) return []
    const surfaces = describeSurface(before, was)
    const now = describeSurface(after, is)
    const names = new Set(now.map(nameOf))
    const known = new Set(surfaces.map(nameOf))
    return [
      {
        module,
        surfaces: surfaces.filter(one => names.has(nameOf(one))),
        gone: surfaces.map(nameOf).filter(name => !names.has(name)),
        harvest: together(harvest(compiler, was), harvest(compiler, is)),
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
