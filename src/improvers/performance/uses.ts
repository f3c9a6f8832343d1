import { ts } from 'ts-morph'
import { everyNode, outer, type Reading } from './reading.ts'

/** Every place of a file that names what is declared by a name, but for the declaration itself. */
export function usesOf({ file, checker }: Reading, name: ts.Identifier): ts.Identifier[] {
  const symbol = checker.getSymbolAtLocation(name)
  return identifiersOf(file)
    .get(name.text)!
    .filter(one => one !== name && mayMean(checker, one, symbol))
}

const identifiers = new WeakMap<ts.SourceFile, Map<string, ts.Identifier[]>>()

function identifiersOf(file: ts.SourceFile): Map<string, ts.Identifier[]> {
  const known = identifiers.get(file)
  if (known) return known
  const found = new Map<string, ts.Identifier[]>()
  for (const node of everyNode(file))
    if (ts.isIdentifier(node)) {
      const there = found.get(node.text)
      if (there) there.push(node)
      else found.set(node.text, [node])
    }
  identifiers.set(file, found)
  return found
}

/** A name that is nowhere in the file, nor was given out before, as near as possible to the one that is wanted. */
export function freshName({ file, given }: Reading, wanted: string): string {
  const known = identifiersOf(file)
  let name = wanted
  for (let number = 2; known.has(name) || given.has(name); number++) name = `${wanted}${number}`
  given.add(name)
  return name
}

/** Whether a name leads to a symbol; where nobody knows where it leads, it may. */
function mayMean(checker: ts.TypeChecker, node: ts.Identifier, symbol: ts.Symbol | undefined): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node)
    return isSame(checker.getShorthandAssignmentValueSymbol(parent), symbol)
  if (ts.isExportSpecifier(parent)) return isSame(checker.getExportSpecifierLocalTargetSymbol(parent), symbol)
  if (
    'name' in parent &&
    parent.name === node &&
    !ts.isVariableDeclaration(parent) &&
    !ts.isBindingElement(parent)
  )
    return !ts.isPropertyAssignment(parent) && isSame(checker.getSymbolAtLocation(node), symbol)
  return isSame(checker.getSymbolAtLocation(node), symbol)
}

const isSame = (one: ts.Symbol | undefined, symbol: ts.Symbol | undefined) =>
  !one || !symbol || one === symbol

export type Named = (ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement) & {
  name: ts.Identifier
}

/** Where a name is declared: a variable, a parameter or a part of one, in this file and once; null for anything else. */
export function declarationOf({ checker, file }: Reading, name: ts.Identifier): Named | null {
  const [declaration, ...others] = checker.getSymbolAtLocation(name)?.declarations ?? []
  if (!declaration || others.length || declaration.getSourceFile() !== file) return null
  const isNamed =
    ts.isVariableDeclaration(declaration) || ts.isParameter(declaration) || ts.isBindingElement(declaration)
  return isNamed && ts.isIdentifier(declaration.name) ? (declaration as Named) : null
}

/** Whether a name, or a member of something, is given another value where it stands. */
export function isAssigned(use: ts.Expression): boolean {
  const at = outer(use)
  const { parent } = at
  if (ts.isDeleteExpression(parent)) return true
  if (ts.isBinaryExpression(parent) && parent.left === at)
    return (
      ts.SyntaxKind.FirstAssignment <= parent.operatorToken.kind &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    )
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    )
  if ((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === at) return true
  // In a pattern that is assigned to, where a literal of that form would only read it.
  for (let around: ts.Node = at; ; around = around.parent) {
    const { parent: next } = around
    if (!next) return false
    const isPattern =
      ts.isArrayLiteralExpression(next) ||
      ts.isObjectLiteralExpression(next) ||
      ts.isSpreadElement(next) ||
      ts.isSpreadAssignment(next) ||
      (ts.isPropertyAssignment(next) && next.initializer === around) ||
      ts.isShorthandPropertyAssignment(next) ||
      ts.isParenthesizedExpression(next)
    if (isPattern) continue
    if (
      ts.isBinaryExpression(next) &&
      next.left === around &&
      next.operatorToken.kind === ts.SyntaxKind.EqualsToken
    )
      return around !== at
    return (ts.isForOfStatement(next) || ts.isForInStatement(next)) && next.initializer === around
  }
}

/** Whether a name keeps the value that it is declared with, so that what is known of that is known of it everywhere. */
export function isConstant(reading: Reading, declaration: ts.Declaration & { name: ts.Identifier }): boolean {
  const list = declaration.parent
  if (ts.isVariableDeclarationList(list) && list.flags & ts.NodeFlags.Const) return true
  if (ts.isVariableDeclarationList(list) && !isSure(list)) return false
  return !usesOf(reading, declaration.name).some(isAssigned)
}

/** Whether what a list of variables declares has its value below it: a `var` of an inner block may be named where that was not run. */
function isSure(list: ts.VariableDeclarationList): boolean {
  const { parent } = list.parent
  return (
    (list.flags & ts.NodeFlags.BlockScoped) !== 0 ||
    ts.isSourceFile(parent) ||
    (ts.isBlock(parent) && ts.isFunctionLike(parent.parent))
  )
}

/** Whether a name that stands for something global still does in this file. */
export function isGlobal({ checker }: Reading, name: ts.Identifier): boolean {
  return (checker.getSymbolAtLocation(name)?.declarations ?? []).every(
    one => one.getSourceFile().isDeclarationFile,
  )
}

/** Whether a global has no other meaning anywhere in the file, so that its name can be written there. */
export function isFree({ file, checker }: Reading, name: string): boolean {
  return (identifiersOf(file).get(name) ?? []).every(one =>
    (checker.getSymbolAtLocation(one)?.declarations ?? []).every(at => at.getSourceFile().isDeclarationFile),
  )
}
