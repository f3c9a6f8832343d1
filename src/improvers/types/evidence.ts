import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { readBare } from './bare.ts'
import { readCalls } from './calls.ts'
import type { Evidence } from './candidate.ts'
import { createImporter } from './imports.ts'
import { readHeld } from './members.ts'
import type { Gap } from './otherGaps.ts'
import { type Put, placeBefore } from './place.ts'
import { TYPES } from './print.ts'
import type { TypedProject } from './project.ts'
import { readShapes } from './shapes.ts'
import { readSiblings } from './siblings.ts'

/**
 * Reads what speaks for types anywhere in a program.
 * @param scope the files in which calls are looked for.
 * @param puts what was put into each text since it was given.
 * @param gaps what is asked for.
 * @param mayImport whether a type may be named that its file would have to import.
 */
export function readEvidence(
  project: TypedProject,
  scope: Set<Path>,
  puts: ReadonlyMap<Path, Put[]>,
  gaps: Gap[],
  mayImport: boolean,
): Evidence {
  const checker = project.program.getTypeChecker()
  const scopes = new Map<ts.SourceFile, ts.Symbol[]>()
  return {
    checker,
    spanOf: node => {
      const path = project.pathOf(node.getSourceFile())
      const placed = (place: number) => placeBefore(place, puts.get(path ?? '') ?? [])
      return path === null ? null : { path, start: placed(node.getStart()), end: placed(node.getEnd()) }
    },
    inScope: at => {
      const file = at.getSourceFile()
      const known =
        scopes.get(file) ??
        checker
          .getSymbolsInScope(file, TYPES)
          .filter(one => one.declarations?.some(declaration => declaration.getSourceFile() === file))
      scopes.set(file, known)
      return known
    },
    siblings: readSiblings(project),
    ...readCalls(project, scope),
    shapes: readShapes(project),
    held: readHeld(project, scope, gaps),
    bare: readBare(project, gaps),
    importer: mayImport ? createImporter(project) : null,
  }
}
