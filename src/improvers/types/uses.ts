import { ts } from 'ts-morph'
import type { ParameterGap } from './gaps.ts'

/** What a function does with one of its parameters. */
export type Uses = {
  /** Where it is given to something with a type. */
  given: { type: ts.Type; at: ts.Node }[]
  /** What it is compared with, or tested for: it can be each of them. */
  tested: { type: ts.Type; at: ts.Node }[]
  /** What an operator makes of it. */
  operated: { kind: 'number' | 'string' | 'boolean'; at: ts.Node }[]
  /** Names of what is read of it, and what is called. */
  members: Map<string, { at: ts.Node; called: ts.CallExpression | null }>
  /** Where it is called. */
  called: ts.CallExpression[]
  /** Where its elements are gone through. */
  iterated: ts.Node[]
  indexed: ts.ElementAccessExpression[]
  /** How often it is only asked what it is. */
  asked: number
  /** Whether it may be missing. */
  missing: { null: boolean; undefined: boolean }
  /** How often it is used at all. */
  count: number
}

const ARITHMETIC = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
  ts.SyntaxKind.SlashEqualsToken,
])
const COMPARISONS = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.PlusEqualsToken,
])
const EQUALITIES = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
])

/** Reads the uses of a parameter within its function. */
export function usesOf({ owner, parameter }: ParameterGap, checker: ts.TypeChecker): Uses {
  if (!ts.isIdentifier(parameter.name)) return noUses()
  const others = owner.parameters.filter(other => other !== parameter).map(({ initializer }) => initializer)
  return usesIn(parameter.name, [(owner as ts.FunctionLikeDeclaration).body, ...others], checker)
}

/** Reads the uses of what a name declares. */
export function usesIn(name: ts.Identifier, places: (ts.Node | undefined)[], checker: ts.TypeChecker): Uses {
  const uses = noUses()
  const symbol = checker.getSymbolAtLocation(name)
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== name) {
      const found = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node)
      if (found === symbol) readUse(node, uses, checker)
    }
    ts.forEachChild(node, visit)
  }
  for (const place of places) if (place) visit(place)
  return uses
}

export const noUses = (): Uses => ({
  given: [],
  tested: [],
  operated: [],
  members: new Map(),
  called: [],
  iterated: [],
  indexed: [],
  asked: 0,
  missing: { null: false, undefined: false },
  count: 0,
})

/** Adds what is done with one expression. */
export function readUse(name: ts.Expression, uses: Uses, checker: ts.TypeChecker): void {
  uses.count += 1
  let node: ts.Expression = name
  while (ts.isParenthesizedExpression(node.parent) || ts.isNonNullExpression(node.parent)) node = node.parent
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    const called =
      ts.isCallExpression(parent.parent) && parent.parent.expression === parent ? parent.parent : null
    if (!uses.members.get(parent.name.text)?.called)
      uses.members.set(parent.name.text, { at: parent, called })
    return
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === node) {
    uses.indexed.push(parent)
    return
  }
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node) {
    if (ts.isCallExpression(parent)) uses.called.push(parent)
    return
  }
  if (ts.isBinaryExpression(parent) && readBinary(node, parent, uses, checker)) return
  if (ts.isTypeOfExpression(parent)) {
    uses.asked += 1
    readTypeof(parent, uses, checker)
    return
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    if (parent.operator !== ts.SyntaxKind.ExclamationToken && parent.operator !== ts.SyntaxKind.PlusToken)
      uses.operated.push({ kind: 'number', at: parent })
    else if (parent.operator === ts.SyntaxKind.ExclamationToken)
      uses.operated.push({ kind: 'boolean', at: parent })
    return
  }
  if (isCondition(node, parent)) uses.operated.push({ kind: 'boolean', at: parent })
  if ((ts.isForOfStatement(parent) && parent.expression === node) || ts.isSpreadElement(parent)) {
    uses.iterated.push(node)
    return
  }
  if (ts.isTemplateSpan(parent)) {
    uses.operated.push({ kind: 'string', at: parent })
    return
  }
  const given = checker.getContextualType(node)
  if (given) uses.given.push({ type: given, at: node })
}

const isCondition = (node: ts.Node, parent: ts.Node) =>
  ((ts.isIfStatement(parent) || ts.isWhileStatement(parent)) && parent.expression === node) ||
  (ts.isConditionalExpression(parent) && parent.condition === node) ||
  (ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)

/** @returns whether the operator says all that is to be known. */
function readBinary(
  node: ts.Expression,
  parent: ts.BinaryExpression,
  uses: Uses,
  checker: ts.TypeChecker,
): boolean {
  const kind = parent.operatorToken.kind
  const other = parent.left === node ? parent.right : parent.left
  if (ARITHMETIC.has(kind)) {
    uses.operated.push({ kind: 'number', at: parent })
    return true
  }
  if (COMPARISONS.has(kind)) {
    const type = checker.getTypeAtLocation(other)
    if (type.flags & ts.TypeFlags.NumberLike) uses.operated.push({ kind: 'number', at: parent })
    else if (type.flags & ts.TypeFlags.StringLike) uses.operated.push({ kind: 'string', at: parent })
    return true
  }
  if (EQUALITIES.has(kind)) {
    uses.asked += 1
    if (other.kind === ts.SyntaxKind.NullKeyword) uses.missing.null = true
    else if (ts.isIdentifier(other) && other.text === 'undefined') uses.missing.undefined = true
    else uses.tested.push({ type: checker.getTypeAtLocation(other), at: parent })
    return true
  }
  if (kind === ts.SyntaxKind.InstanceOfKeyword && parent.left === node) {
    uses.asked += 1
    const made = checker.getTypeAtLocation(parent.right).getProperty('prototype')
    if (made) uses.tested.push({ type: checker.getTypeOfSymbol(made), at: parent })
    return true
  }
  if (kind === ts.SyntaxKind.EqualsToken && parent.left === node) {
    uses.tested.push({ type: checker.getTypeAtLocation(parent.right), at: parent })
    return true
  }
  return kind === ts.SyntaxKind.InKeyword
}

function readTypeof(node: ts.TypeOfExpression, uses: Uses, checker: ts.TypeChecker): void {
  const { parent } = node
  if (!ts.isBinaryExpression(parent)) return
  const other = parent.left === node ? parent.right : parent.left
  if (!ts.isStringLiteral(other)) return
  if (other.text === 'undefined') uses.missing.undefined = true
  const type = typeCalled(other.text, checker)
  if (type) uses.tested.push({ type, at: parent })
}

/** The type whose values `typeof` gives that word for. */
function typeCalled(word: string, checker: ts.TypeChecker): ts.Type | null {
  switch (word) {
    case 'string':
      return checker.getStringType()
    case 'number':
      return checker.getNumberType()
    case 'boolean':
      return checker.getBooleanType()
    case 'bigint':
      return checker.getBigIntType()
    case 'symbol':
      return checker.getESSymbolType()
    default:
      return null
  }
}
