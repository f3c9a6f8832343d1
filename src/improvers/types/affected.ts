import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { nameOf } from './gaps.ts'
import type { Gap } from './otherGaps.ts'
import { ownFiles, type TypedProject } from './project.ts'

/** The files in which these are written, and those in which they can be used. */
export function affectedBy(project: TypedProject, gaps: Gap[]): Set<Path> {
  const importers = readImporters(project)
  const parameters = gaps.filter(({ what }) => what === 'parameters')
  const others = gaps.filter(({ what }) => what !== 'parameters')
  return new Set([...usedBy(project, parameters, importers), ...reachedBy(others, importers)])
}

/** What something holds or gives goes on, through what is inferred from it, to whatever leads back there. */
function reachedBy(gaps: Gap[], importers: Map<Path, Importer[]>): Set<Path> {
  const reached = new Set(gaps.map(({ path }) => path))
  // A set is gone through in the order in which it grows.
  for (const path of reached) for (const one of importers.get(path) ?? []) reached.add(one.path)
  return reached
}

/** For parameters those files that import their functions, be it through files that pass on what they import, and name one or what is nameless. */
function usedBy(project: TypedProject, gaps: Gap[], importers: Map<Path, Importer[]>): Set<Path> {
  const written = new Set(gaps.map(({ path }) => path))
  const reached = new Set(written)
  const open = [...written]
  for (let path = open.pop(); path !== undefined; path = open.pop())
    for (const one of importers.get(path) ?? []) {
      if (reached.has(one.path)) continue
      reached.add(one.path)
      if (one.passesOn) open.push(one.path)
    }
  const names = new Set(gaps.flatMap(({ owner }) => namesOf(owner as ts.SignatureDeclaration)))
  const byDefault = new Set(
    [...written].flatMap(path =>
      (importers.get(path) ?? []).filter(one => one.byDefault).map(one => one.path),
    ),
  )
  const affected = new Set(written)
  for (const { path, file } of ownFiles(project)) {
    if (!reached.has(path) || affected.has(path)) continue
    if (byDefault.has(path) || file.text.match(WORDS)?.some(word => names.has(word))) affected.add(path)
  }
  return affected
}

const WORDS = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu

/** What a function can be called by; a constructor by its class. */
function namesOf(owner: ts.SignatureDeclaration): string[] {
  return nameOf(owner).match(WORDS) ?? []
}

type Importer = { path: Path; passesOn: boolean; byDefault: boolean }

/** Which files import each file. */
function readImporters(project: TypedProject): Map<Path, Importer[]> {
  const checker = project.program.getTypeChecker()
  const importers = new Map<Path, Importer[]>()
  for (const { path, file } of ownFiles(project))
    for (const statement of file.statements) {
      const isImport = ts.isImportDeclaration(statement)
      if (!isImport && !ts.isExportDeclaration(statement)) continue
      const from = statement.moduleSpecifier && checker.getSymbolAtLocation(statement.moduleSpecifier)
      const to = from?.declarations?.find(ts.isSourceFile)
      const imported = to ? project.pathOf(to) : null
      if (imported === null) continue
      const list = importers.get(imported) ?? []
      importers.set(imported, list)
      list.push({
        path,
        passesOn: !isImport || hasExportList(file),
        byDefault: !isImport || takesDefault(statement),
      })
    }
  return importers
}

/** Whether it takes what may be called something else here. */
function takesDefault({ importClause }: ts.ImportDeclaration): boolean {
  const named = importClause?.namedBindings
  return (
    importClause?.name !== undefined ||
    (named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.some(({ propertyName }) => propertyName))
  )
}

/** `export { a }` of what was imported above. */
const hasExportList = (file: ts.SourceFile) =>
  file.statements.some(one => ts.isExportDeclaration(one) && !one.moduleSpecifier)
