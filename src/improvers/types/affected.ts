import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { ownFiles, type TypedProject } from './project.ts'

/**
 * The files in which something of these files is used: they themselves, and what imports them, be it through files that pass
 * on what they import.
 */
export function affectedBy(project: TypedProject, paths: Iterable<Path>): Set<Path> {
  const checker = project.program.getTypeChecker()
  const importers = new Map<Path, { path: Path; passesOn: boolean }[]>()
  for (const { path, file } of ownFiles(project))
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue
      const from = statement.moduleSpecifier && checker.getSymbolAtLocation(statement.moduleSpecifier)
      const to = from?.declarations?.find(ts.isSourceFile)
      const imported = to ? project.pathOf(to) : null
      if (imported === null) continue
      const list = importers.get(imported) ?? []
      importers.set(imported, list)
      list.push({ path, passesOn: ts.isExportDeclaration(statement) || hasExportList(file) })
    }
  const affected = new Set(paths)
  // Whoever passes it on is looked through, once.
  const open = [...affected]
  for (let path = open.pop(); path !== undefined; path = open.pop())
    for (const one of importers.get(path) ?? []) {
      if (affected.has(one.path)) continue
      affected.add(one.path)
      if (one.passesOn) open.push(one.path)
    }
  return affected
}

/** `export { a }` of what was imported above. */
const hasExportList = (file: ts.SourceFile) =>
  file.statements.some(one => ts.isExportDeclaration(one) && !one.moduleSpecifier)
