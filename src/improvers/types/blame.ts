import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { placesOf } from './places.ts'
import { ownFiles, type TypedProject } from './project.ts'
import { suspectsOf } from './suspects.ts'

/** How often each kind of diagnostic is there: file, code and words, without places. */
export type Kinds = Map<string, number>

const kindOf = (path: Path, one: ts.Diagnostic) =>
  `${path}: ${one.code}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`

/**
 * The semantic diagnostics of the repository's own files.
 * @param where the files to look at; all of them otherwise.
 */
export function readKinds(project: TypedProject, where?: Set<Path>): Kinds {
  const kinds: Kinds = new Map()
  for (const { path, file } of ownFiles(project)) {
    if (where && !where.has(path)) continue
    for (const one of project.program.getSemanticDiagnostics(file)) {
      const kind = kindOf(path, one)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
  }
  return kinds
}

/** The keys of what new diagnostics speak against, and the files in which these are. */
export type Blamed = { keys: Set<string>; files: Set<Path> }

/**
 * Finds whose type brings each new diagnostic: of what its place has to do with the one that was least sure.
 * @param sureness how sure the type of something is that was given one, by its key.
 * @param where the files to look at.
 */
export function blame(
  project: TypedProject,
  before: Kinds,
  sureness: (key: string | undefined) => number | undefined,
  where: Set<Path>,
): Blamed {
  const checker = project.program.getTypeChecker()
  const blamed: Blamed = { keys: new Set(), files: new Set() }
  const keys = createKeys(project)
  const left = new Map(before)
  for (const { path, file } of ownFiles(project)) {
    if (!where.has(path)) continue
    for (const one of project.program.getSemanticDiagnostics(file)) {
      const kind = kindOf(path, one)
      const known = left.get(kind) ?? 0
      left.set(kind, known - 1)
      if (known > 0 || one.start === undefined) continue
      blamed.files.add(path)
      const node = nodeAt(file, one.start)
      for (const suspects of suspectsOf(node, checker)) {
        const [least] = suspects
          .map(one => ({ key: keys(one), sure: sureness(keys(one)) }))
          .filter(({ sure }) => sure !== undefined)
          .sort((a, b) => a.sure! - b.sure!)
        if (least?.key === undefined) continue
        blamed.keys.add(least.key)
        break
      }
    }
  }
  return blamed
}

/** The keys of what can hold a type, found out a file at a time. */
function createKeys(project: TypedProject): (node: ts.Node) => string | undefined {
  const keys = new Map<ts.Node, string>()
  const read = new Set<ts.SourceFile>()
  return node => {
    const file = node.getSourceFile()
    const path = read.has(file) ? null : project.pathOf(file)
    read.add(file)
    if (path !== null) for (const one of placesOf(path, file)) keys.set(one.node, one.key)
    return keys.get(node)
  }
}

function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let found: ts.Node = file
  const visit = (node: ts.Node): void => {
    // What is said in a doc comment is about what stands below it.
    if (node.getStart(file, true) <= position && position < node.getEnd()) {
      found = node
      ts.forEachChild(node, visit)
    }
  }
  ts.forEachChild(file, visit)
  return found
}
