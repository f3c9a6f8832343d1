import type { ts } from 'ts-morph'
import type { Compiler } from '../../../src/checks/compiler.ts'
import { editText } from '../../../src/checks/differ/editText.ts'
import { parseModule } from '../../../src/checks/differ/parseModule.ts'
import { refactorExpression } from './harmlessExpressions.ts'
import { refactorName } from './harmlessNames.ts'
import { refactorStatement } from './harmlessStatements.ts'
import { openPlace } from './place.ts'
import type { Seed } from './seeds.ts'

/** What makes the text of a function matter, or reaches names without saying them: nothing is safe there. */
const SOURCE_MATTERS = /\beval\s*\(|\bnew Function\b|\bFunction\.prototype\.toString|\bwith\s*\(|\.callee\b/

/**
 * Refactorings that change nothing of what a module does, of many kinds that people make. Each is only made where the syntax
 * and the types that the file itself declares show that it is safe. Names and texts of functions and the engine's wording of
 * errors don't count as behaviour.
 */
export function harmlessOf(compiler: Compiler, file: ts.SourceFile): Seed[] {
  const { ts } = compiler
  if (SOURCE_MATTERS.test(file.text)) return []
  const place = openPlace(compiler, file)
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node))
      return
    if (ts.isModuleDeclaration(node) || ts.isDecorator(node)) return
    if (ts.isFunctionLike(node) && !('body' in node && node.body)) return
    refactorName(place, node)
    refactorExpression(place, node)
    refactorStatement(place, node)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  // What cannot be read any more was put together wrongly here, and says nothing of the check.
  return place.seeds.filter(seed =>
    isReadable(compiler, file, editText(file.text, [seed, ...(seed.also ?? [])])),
  )
}

function isReadable(compiler: Compiler, file: ts.SourceFile, text: string): boolean {
  const parsed = parseModule(compiler, file.fileName, text) as { parseDiagnostics?: unknown[] }
  return !parsed.parseDiagnostics?.length
}
