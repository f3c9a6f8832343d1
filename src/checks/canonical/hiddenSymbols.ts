import type { ts } from 'ts-morph'
import type { Compiler } from '../compiler.ts'
import { isWritten } from './nodes.ts'

/** A parsed text with what its names stand for. */
export type NamedText = {
  file: ts.SourceFile
  /** The variable that a name stands for where no other file can see it; null for any other, and for keys and labels. */
  hidden(node: ts.Identifier): ts.Symbol | null
  /** `{ a }`: a key and a variable in one word. */
  isShort(node: ts.Identifier): boolean
  /** The variable that a name stands for, seen or not. */
  symbol(node: ts.Identifier): ts.Symbol | undefined
  /** Whether the variable of a name is written to anywhere, its declaration apart. */
  isWritten(node: ts.Identifier): boolean
  /** Where else the variable of a declared name is mentioned, in the order of the text. */
  uses(node: ts.Identifier): readonly ts.Identifier[]
}

/** Reads one text by itself: what other files declare is unknown. */
export function readNames({ ts }: Compiler, text: string, isJsx: boolean): NamedText {
  const name = isJsx ? '/a.jsx' : '/a.js'
  const kind = isJsx ? ts.ScriptKind.JSX : ts.ScriptKind.JS
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true, kind)
  const checker = ts
    .createProgram({
      rootNames: [name],
      options: { allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.ESNext, types: [] },
      host: hostOf(ts, name, file),
    })
    .getTypeChecker()
  const isModule = ts.isExternalModule(file)
  const exported = namesExported(ts, file)
  const symbol = (node: ts.Identifier) => symbolAt(ts, checker, node)
  const written = new Set<ts.Symbol>()
  const uses = new Map<ts.Symbol, ts.Identifier[]>()
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit)
    const one = ts.isIdentifier(node) ? symbol(node) : undefined
    if (!one || !ts.isIdentifier(node)) return
    if (isWritten(ts, node)) written.add(one)
    const isDeclared = ts.isVariableDeclaration(node.parent) && node.parent.name === node
    if (isDeclared) return
    const list = uses.get(one)
    if (list) list.push(node)
    else uses.set(one, [node])
  }
  visit(file)
  const known = (node: ts.Identifier) => symbol(node) as ts.Symbol
  return {
    file,
    symbol,
    isWritten: node => written.has(known(node)),
    uses: node => uses.get(known(node)) ?? [],
    isShort: node => isShort(ts, node),
    hidden(node) {
      const one = isReference(ts, node) ? symbol(node) : undefined
      if (!one?.declarations?.length || exported.has(one.name)) return null
      return one.declarations.every(at => isHidden(ts, at, isModule)) ? one : null
    },
  }
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
