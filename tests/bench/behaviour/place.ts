import type { ts } from 'ts-morph'
import type { Compiler } from '../../../src/checks/compiler.ts'
import type { TextEdit } from '../../../src/checks/differ/editText.ts'
import type { Seed } from './seeds.ts'

/** A file in which refactorings are made: what is known of it, and where they are put. */
export type Place = ReturnType<typeof openPlace>

/** Reads a file alone: names are bound to their declarations, and types are known as far as this file says them. */
export function openPlace({ ts }: Compiler, file: ts.SourceFile) {
  const host: ts.CompilerHost = {
    getSourceFile: name => (name.endsWith(file.fileName) ? file : undefined),
    getDefaultLibFileName: () => 'none.d.ts',
    writeFile() {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: name => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: name => name.endsWith(file.fileName),
    readFile: () => undefined,
  }
  const options = {
    noLib: true,
    noResolve: true,
    allowJs: true,
    strict: true,
    target: ts.ScriptTarget.ESNext,
  }
  const checker = ts.createProgram({ rootNames: [file.fileName], options, host }).getTypeChecker()
  const text = (node: ts.Node) => node.getText(file)
  const seeds: Seed[] = []

  /** `is` takes the place of a node, or of what stands from it to another one. */
  const put = (kind: string, node: ts.Node, is: string, also: TextEdit[] = [], to: ts.Node = node) => {
    const [start, end] = [node.getStart(file), to.getEnd()]
    const line = file.getLineAndCharacterOfPosition(start).line + 1
    const was = file.text.slice(start, end)
    // Comments that tools act on are no part of a refactoring.
    if (/eslint|@ts-|ignore|biome|__PURE__/.test(was)) return
    if (was !== is || also.length) seeds.push({ kind, line, start, end, text: is, was, also })
  }

  /** A name that stands nowhere in the file. */
  const fresh = (base: string): string => {
    let name = base
    for (let count = 2; new RegExp(`\\b${name.replace(/\$/g, '\\$')}\\b`).test(file.text); count++)
      name = `${base}${count}`
    return name
  }

  const symbolOf = (node: ts.Identifier): ts.Symbol | undefined => {
    const { parent } = node
    if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent)
    if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent)
    return checker.getSymbolAtLocation(node)
  }

  const bySymbol = new Map<ts.Symbol, ts.Identifier[]>()
  const byName = new Map<string, ts.Identifier[]>()
  walk(file, node => {
    if (!ts.isIdentifier(node)) return
    byName.set(node.text, [...(byName.get(node.text) ?? []), node])
    const symbol = symbolOf(node)
    if (symbol) bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), node])
  })

  /** Where a name that is declared once stands, its declaration among them; null where that is not sure. */
  const placesOf = (name: ts.Identifier): ts.Identifier[] | null => {
    const symbol = symbolOf(name)
    if (symbol?.declarations?.length !== 1) return null
    // One that is bound to nothing may be this one all the same.
    const unbound = (byName.get(name.text) ?? []).some(one => !isPropertyName(one) && !symbolOf(one))
    return unbound ? null : (bySymbol.get(symbol) ?? null)
  }

  const isPropertyName = (node: ts.Identifier): boolean => {
    const { parent } = node
    if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) return parent.name === node
    return ts.isBindingElement(parent) && parent.propertyName === node
  }

  function walk(node: ts.Node, see: (node: ts.Node) => void): void {
    see(node)
    ts.forEachChild(node, child => walk(child, see))
  }

  const some = (node: ts.Node, fits: (node: ts.Node) => boolean): boolean =>
    fits(node) || ts.forEachChild(node, child => some(child, fits) || undefined) === true

  /** Whether something that belongs to the function around a node stands in it: `this`, `arguments`, `await` and their like. */
  const usesFunction = (node: ts.Node): boolean =>
    some(
      node,
      one =>
        one.kind === ts.SyntaxKind.ThisKeyword ||
        one.kind === ts.SyntaxKind.SuperKeyword ||
        ts.isMetaProperty(one) ||
        ts.isPrivateIdentifier(one) ||
        ts.isAwaitExpression(one) ||
        ts.isYieldExpression(one) ||
        (ts.isIdentifier(one) && (one.text === 'arguments' || one.text === 'eval')),
    )

  /** Whether the value of a name is never anything else than what it was first. */
  const isSteady = (name: ts.Identifier): boolean =>
    placesOf(name)?.every(one => one.parent === symbolOf(name)?.valueDeclaration || !isWritten(one)) ?? false

  const isWritten = (node: ts.Node): boolean => {
    const { parent } = node
    if (ts.isBinaryExpression(parent))
      return (
        parent.left === node &&
        parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
      )
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
      return /^(?:\+\+|--)$/.test(ts.tokenToString(parent.operator) ?? '')
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node
    // In a pattern that is assigned to it is written as well; it looks like a literal.
    return (
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isSpreadElement(parent) ||
      (ts.isPropertyAssignment(parent) && parent.initializer === node)
    )
  }

  const isLiteral = (node: ts.Node): boolean =>
    ts.isNumericLiteral(node) ||
    ts.isStringLiteralLike(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand))

  /** Whether to evaluate it does nothing, wherever and however often: literals, names of this file, and what is told of their types. */
  const isStill = (node: ts.Node): boolean =>
    isLiteral(node) ||
    (ts.isIdentifier(node) && (node.text === 'undefined' || isLocal(node))) ||
    ((ts.isTypeOfExpression(node) || ts.isParenthesizedExpression(node)) && isStill(node.expression))

  /** A parameter, or a variable of the function that it stands in, after its declaration. */
  const isLocal = (node: ts.Identifier): boolean => {
    const at = symbolOf(node)?.valueDeclaration
    return (
      at !== undefined &&
      (ts.isParameter(at) || (ts.isVariableDeclaration(at) && at.end <= node.pos)) &&
      functionOf(at) === functionOf(node)
    )
  }

  const functionOf = (node: ts.Node): ts.Node | undefined => ts.findAncestor(node.parent, ts.isFunctionLike)

  /** The list of statements that a statement stands in, where others may stand beside it. */
  const listOf = (node: ts.Statement): ts.NodeArray<ts.Statement> | null =>
    ts.isBlock(node.parent) || ts.isSourceFile(node.parent) ? node.parent.statements : null

  /** What a branch does, in braces. */
  const block = (node: ts.Statement) => (ts.isBlock(node) ? text(node) : `{ ${text(node)} }`)

  const isNamedByPlace = (node: ts.Expression): boolean =>
    (ts.isFunctionExpression(node) || ts.isClassExpression(node) || ts.isArrowFunction(node)) && !node.name

  /** Whether a value is of a type in which a text made of it is the same in every way. */
  const isPlain = (node: ts.Expression): boolean => {
    const type = checker.getTypeAtLocation(node)
    const { flags } = checker.getBaseConstraintOfType(type) ?? type
    return (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike)) !== 0
  }

  return {
    ts,
    file,
    text,
    seeds,
    put,
    fresh,
    symbolOf,
    placesOf,
    walk,
    some,
    usesFunction,
    isSteady,
    isLiteral,
    isStill,
    functionOf,
    listOf,
    block,
    isNamedByPlace,
    isPlain,
  }
}
