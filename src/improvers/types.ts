import type { Digest } from '../model/change.ts'
import type { Finding, Improver, Observation, Source } from '../model/finding.ts'
import { isEligible } from './docs/eligible.ts'
import { keptFixes } from './fixes.ts'
import { byOwner, findingOf, NAME, titleOf } from './types/finding.ts'
import { EVERYTHING, inferTypes } from './types/infer.ts'
import { lacksTypes } from './types/lacksTypes.ts'
import type { TypedProject } from './types/project.ts'
import { isSure } from './types/sure.ts'

export type { TypedProject } from './types/project.ts'
export { lacksTypes }

/** The kind of observation that opens the programs of the repository. */
export const PROGRAMS = 'programs'

/**
 * The improver that writes types where there are none, or where something is said to be `any`: of parameters, properties, variables, of what
 * functions return and of what is caught, from what the rest of the program says of them. Never `any`, and nothing that brings a diagnostic;
 * one finding for all of a kind that a function, class or type has.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createTypes(digest: (text: string) => Digest): Improver {
  return {
    name: NAME,
    version: 1,
    needs: [PROGRAMS],
    gathers: 'file',
    find: (source, observations) => findings(source, observations, digest),
    edit: keptFixes,
    titleOf,
  }
}

function findings(source: Source, observations: Observation[], digest: (text: string) => Digest): Finding[] {
  const texts = new Map(
    source.files.filter(file => isEligible(file) && lacksTypes(file)).map(({ path, text }) => [path, text]),
  )
  const done = new Set<string>()
  const found: Finding[] = []
  for (const { kind, data } of observations)
    for (const project of kind === PROGRAMS ? (data as Iterable<TypedProject>) : []) {
      const { inferred } = inferTypes(project, {
        where: path => texts.has(path) && !done.has(path),
        what: EVERYTHING,
        mayImport: true,
      })
      for (const all of byOwner(inferred.filter(isSure))) {
        const { node, path } = all[0]!.gap
        const { text } = node.getSourceFile()
        // A project may see another text than the one that is to be improved.
        if (texts.get(path) === text) found.push(findingOf(all, text, digest))
      }
      for (const file of project.program.getSourceFiles()) done.add(project.pathOf(file) ?? '')
    }
  return found
}
