import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { isWritten, keyOf } from './gaps.ts'
import { ownFiles, type TypedProject } from './project.ts'

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

/** The parameters that new diagnostics speak against, and the files in which these are. */
export type Blamed = { keys: Set<string>; files: Set<Path> }

/**
 * Finds whose type brings each new diagnostic: of the parameters that its place has to do with the one that was least sure.
 * @param sureness how sure the type of a parameter is that was given one, by its key.
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
      for (const suspects of [named(node, checker), around(node)]) {
        const [least] = suspects
          .map(parameter => ({ key: keys(parameter), sure: sureness(keys(parameter)) }))
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

/** The keys of parameters, found out a file at a time. */
function createKeys(project: TypedProject): (parameter: ts.ParameterDeclaration) => string | undefined {
  const keys = new Map<ts.Node, string>()
  const read = new Set<ts.SourceFile>()
  return parameter => {
    const file = parameter.getSourceFile()
    const path = read.has(file) ? null : project.pathOf(file)
    read.add(file)
    if (path !== null) {
      let ordinal = 0
      const visit = (node: ts.Node) => {
        if (isWritten(node)) {
          const number = ordinal++
          for (const [index, one] of node.parameters.entries()) keys.set(one, keyOf(path, number, index))
        }
        ts.forEachChild(node, visit)
      }
      visit(file)
    }
    return keys.get(parameter)
  }
}

/** The parameters that a statement names, and those of what it calls. */
function named(node: ts.Node, checker: ts.TypeChecker): ts.ParameterDeclaration[] {
  const suspects: ts.ParameterDeclaration[] = []
  const visit = (one: ts.Node) => {
    if (ts.isIdentifier(one)) {
      const declaration = checker.getSymbolAtLocation(one)?.valueDeclaration
      if (declaration && ts.isParameter(declaration)) suspects.push(declaration)
    }
    if (ts.isCallExpression(one) || ts.isNewExpression(one)) {
      const reached = checker.getResolvedSignature(one)?.declaration
      if (reached && isWritten(reached)) suspects.push(...reached.parameters)
    }
    if (!ts.isBlock(one)) ts.forEachChild(one, visit)
  }
  let statement = node
  while (statement.parent && !ts.isStatement(statement) && !isWritten(statement)) statement = statement.parent
  visit(statement)
  // What does not fit an overload is told at the overload, and not at what it is about.
  for (const { parent } of [...suspects]) suspects.push(...implementationOf(parent, checker))
  if (isWritten(statement)) suspects.push(...implementationOf(statement, checker))
  return suspects
}

/** The parameters of the functions around a place. */
function around(node: ts.Node): ts.ParameterDeclaration[] {
  const suspects: ts.ParameterDeclaration[] = []
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if (isWritten(at)) suspects.push(...at.parameters)
  return suspects
}

/** The parameters of what a signature without a body is an overload of. */
function implementationOf(
  overload: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
): readonly ts.ParameterDeclaration[] {
  if ('body' in overload && overload.body) return []
  const symbol = overload.name && checker.getSymbolAtLocation(overload.name)
  const found = symbol?.declarations?.find(
    (one): one is ts.FunctionDeclaration | ts.MethodDeclaration =>
      (ts.isFunctionDeclaration(one) || ts.isMethodDeclaration(one)) && one.body !== undefined,
  )
  return found?.parameters ?? []
}

function nodeAt(file: ts.SourceFile, position: number): ts.Node {
  let found: ts.Node = file
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) <= position && position < node.getEnd()) {
      found = node
      ts.forEachChild(node, visit)
    }
  }
  ts.forEachChild(file, visit)
  return found
}
