import type { ts } from 'ts-morph'
import type { Compiler } from './compiler.ts'

/**
 * Replaces the names of variables that no other file can see by numbers, in the order in which they are met: texts that differ in
 * such names alone become equal. Only to be compared: what comes back is no program.
 * @param text JavaScript in which the names of functions count for nothing, or are written down elsewhere.
 */
export function numberNames({ ts }: Compiler, text: string, isJsx: boolean): string {
  const name = isJsx ? '/a.jsx' : '/a.js'
  const file = ts.createSourceFile(
    name,
    text,
    ts.ScriptTarget.ESNext,
    true,
    isJsx ? ts.ScriptKind.JSX : ts.ScriptKind.JS,
  )
  const checker = ts
    .createProgram({
      rootNames: [name],
      options: { allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.ESNext, types: [] },
      host: hostOf(ts, name, file),
    })
    .getTypeChecker()
  const isModule = ts.isExternalModule(file)
  const exported = namesExported(ts, file)
  const numbers = new Map<ts.Symbol, string>()
  const numberOf = (symbol: ts.Symbol | undefined): string | null => {
    if (!symbol?.declarations?.length || exported.has(symbol.name)) return null
    if (!symbol.declarations.every(one => isHidden(ts, one, isModule))) return null
    // No name begins like this.
    const number = numbers.get(symbol) ?? `#${numbers.size}`
    numbers.set(symbol, number)
    return number
  }
  const parts: string[] = []
  let end = 0
  const replace = (node: ts.Node, by: string) => {
    parts.push(text.slice(end, node.getStart(file)), by)
    end = node.end
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const number = isReference(ts, node) ? numberOf(symbolAt(ts, checker, node)) : null
      if (number) replace(node, isShort(ts, node) ? `${node.text}:${number}` : number)
    } else ts.forEachChild(node, visit)
  }
  visit(file)
  return parts.join('') + text.slice(end)
}

/** Local names in `export { a as b }`: which of two variables goes by a name outside is no private matter. */
function namesExported(typescript: typeof ts, file: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  for (const statement of file.statements) {
    if (!typescript.isExportDeclaration(statement) || !statement.exportClause) continue
    if (!typescript.isNamedExports(statement.exportClause)) continue
    for (const { name, propertyName } of statement.exportClause.elements)
      names.add((propertyName ?? name).text)
  }
  return names
}

function hostOf(typescript: typeof ts, name: string, file: ts.SourceFile): ts.CompilerHost {
  return {
    getSourceFile: asked => (asked === name ? file : undefined),
    fileExists: asked => asked === name,
    readFile: () => undefined,
    writeFile() {},
    getDefaultLibFileName: () => '/lib.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: asked => asked,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => typescript.sys.newLine,
  }
}

/** Whether a name stands for a variable here; what is behind a dot, a key or a label does not. */
function isReference(typescript: typeof ts, node: ts.Identifier): boolean {
  const { parent } = node
  if (typescript.isPropertyAccessExpression(parent) || typescript.isQualifiedName(parent))
    return 'expression' in parent && parent.expression === node
  if (typescript.isBindingElement(parent)) return parent.propertyName !== node
  if (typescript.isPropertyAssignment(parent)) return parent.name !== node
  if (typescript.isImportSpecifier(parent) || typescript.isExportSpecifier(parent)) return false
  return !(
    typescript.isClassElement(parent) ||
    typescript.isMetaProperty(parent) ||
    typescript.isLabeledStatement(parent) ||
    typescript.isBreakOrContinueStatement(parent) ||
    typescript.isJsxAttribute(parent) ||
    typescript.isJsxNamespacedName(parent)
  )
}

function symbolAt(
  typescript: typeof ts,
  checker: ts.TypeChecker,
  node: ts.Identifier,
): ts.Symbol | undefined {
  return typescript.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node)
}

/** `{ a }`: a key and a variable in one word. */
function isShort(typescript: typeof ts, node: ts.Identifier): boolean {
  const { parent } = node
  if (typescript.isShorthandPropertyAssignment(parent)) return parent.name === node
  return (
    typescript.isBindingElement(parent) &&
    parent.name === node &&
    !parent.propertyName &&
    !parent.dotDotDotToken &&
    typescript.isObjectBindingPattern(parent.parent)
  )
}

/** A variable, parameter, function or class that is not exported and, at the top, not of all scripts. */
function isHidden(typescript: typeof ts, node: ts.Declaration, isModule: boolean): boolean {
  const isVariable =
    typescript.isVariableDeclaration(node) ||
    typescript.isParameter(node) ||
    typescript.isBindingElement(node) ||
    typescript.isFunctionDeclaration(node) ||
    typescript.isFunctionExpression(node) ||
    typescript.isClassLike(node)
  if (!isVariable) return false
  if (typescript.getCombinedModifierFlags(node) & typescript.ModifierFlags.Export) return false
  if (isModule) return true
  for (let at: ts.Node = node.parent; at; at = at.parent) {
    if (typescript.isFunctionLike(at) || typescript.isClassLike(at)) return true
  }
  return false
}
