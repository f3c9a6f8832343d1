import { ts } from 'ts-morph'
import type { SourceFile } from '../../model/finding.ts'
import { parseSource } from '../../source/parseSource.ts'

/** A module that a file cannot be loaded without, or whose types it uses. */
export type Import = { specifier: string; start: number; end: number; typeOnly: boolean }

/**
 * What a file imports for certain: static imports and exports, and requires at its top that nothing surrounds. What is loaded
 * under a condition or within `try` may be missing on purpose. None for a file that does not parse.
 */
export function importsOf(file: SourceFile): Import[] {
  const found = known.get(file) ?? readImports(file)
  known.set(file, found)
  return found
}

/** Each file is asked about several times. */
const known = new WeakMap<SourceFile, Import[]>()

function readImports({ path, text }: SourceFile): Import[] {
  const parsed = parse(path, text)
  if (parsed === null) return []
  const found: Import[] = []
  // A declaration loads nothing.
  const isDeclaration = /\.d\.[cm]?ts$/.test(path)
  const add = (literal: ts.Node, typeOnly: boolean) => {
    if (ts.isStringLiteralLike(literal))
      found.push({
        specifier: literal.text,
        start: literal.getStart(parsed),
        end: literal.end,
        typeOnly: typeOnly || isDeclaration,
      })
  }
  for (const one of parsed.statements) {
    if (ts.isImportDeclaration(one)) add(one.moduleSpecifier, isTypeOnly(one.importClause))
    else if (ts.isExportDeclaration(one) && one.moduleSpecifier)
      add(one.moduleSpecifier, one.isTypeOnly || areTypes(one.exportClause))
    else if (ts.isImportEqualsDeclaration(one) && ts.isExternalModuleReference(one.moduleReference))
      add(one.moduleReference.expression, one.isTypeOnly)
    else if (ts.isVariableStatement(one))
      for (const { initializer } of one.declarationList.declarations) required(initializer)
    else if (ts.isExpressionStatement(one)) required(one.expression)
  }
  return found

  function required(node: ts.Expression | undefined): void {
    let at = node
    while (at && (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at))) {
      const [first] = ts.isCallExpression(at) ? at.arguments : []
      if (ts.isIdentifier(at.expression) && at.expression.text === 'require' && first) add(first, false)
      at = at.expression
    }
  }
}

function parse(path: string, text: string): ts.SourceFile | null {
  try {
    const parsed = parseSource(path, text)
    return 'error' in parsed ? null : parsed.tree
  } catch {
    return null
  }
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  return !clause.name && areTypes(clause.namedBindings)
}

/** `{ type A, type B }`; nothing named at all is loaded for its effects. */
function areTypes(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  if (!bindings || ts.isNamespaceImport(bindings) || ts.isNamespaceExport(bindings)) return false
  const { elements } = bindings
  return elements.length > 0 && [...elements].every(({ isTypeOnly: is }) => is)
}

/** The package that a specifier names; null for a path, an address, a builtin with its scheme, `#imports` and aliases. */
export function packageOf(specifier: string): string | null {
  const [plain = ''] = specifier.split('?', 1)
  const name = /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*(?=\/|$)/i.exec(plain)?.[0]
  return name === undefined || specifier.includes(':') || specifier.includes('!') ? null : name
}

/** Names of modules that the files declare themselves: `declare module 'virtual-routes'`. */
export function ambientModules(files: SourceFile[]): string[] {
  return files.flatMap(({ text }) =>
    [...text.matchAll(/\bdeclare\s+module\s+(['"])([^'"\n]+)\1/g)].map(([, , name = '']) => name),
  )
}
