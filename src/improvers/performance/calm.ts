import { ts } from 'ts-morph'
import { isInert } from './inert.ts'
import { everyNode, isWithin, methodCall, outer, type Reading } from './reading.ts'
import { declarationOf, isAssigned } from './uses.ts'

/** Methods that throw for some of the values that their types allow. */
const THROWING =
  /^(?:repeat|normalize|includes|startsWith|endsWith|match|matchAll|search|localeCompare|replaceAll|pad\w+|toLocale\w+)$/

/** Whether running some code (where it is a function, calling it) alters nothing and cannot throw, for any values that its types allow. */
export function isCalm(reading: Reading, test: ts.Expression): boolean {
  if (!isInert(reading, test)) return false
  return everyNode(test).every(node => {
    if (ts.isNonNullExpression(node) || ts.isAsExpression(node) || ts.isThrowStatement(node)) return false
    if (ts.isIterationStatement(node, false) || ts.isTypeAssertionExpression(node)) return false
    // At a place there may be nothing, of which types say nothing: to compare it does no harm.
    if (ts.isElementAccessExpression(node)) return isCompared(node)
    if (ts.isArrayBindingPattern(node))
      return reading.checker.isTupleType(reading.checker.getTypeAtLocation(node))
    if (ts.isBinaryExpression(node)) return !isAssigned(node.left) && !isBig(reading, node)
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
      return !isAssigned(node.operand)
    if (ts.isIdentifier(node) && !isThere(reading, node, test)) return false
    const called = methodCall(node)
    return !called || !isThrowing(reading, called)
  })
}

/** Whether a variable certainly has its value by now: it may be declared below, or get its value later. */
function isThere(reading: Reading, name: ts.Identifier, test: ts.Expression): boolean {
  const declaration = declarationOf(reading, name)
  if (!declaration || !ts.isVariableDeclaration(declaration) || isWithin(declaration, test)) return true
  return declaration.pos < test.pos && !declaration.exclamationToken
}

function isCompared(node: ts.Expression): boolean {
  const { parent } = outer(node)
  return ts.isBinaryExpression(parent) && isComparison(parent)
}

const isComparison = ({ operatorToken }: ts.BinaryExpression) =>
  /^(?:[!=]==?|[<>]=?)$/.test(operatorToken.getText())

function isThrowing(
  { checker }: Reading,
  { name, args }: NonNullable<ReturnType<typeof methodCall>>,
): boolean {
  // Of an empty list there is nothing to begin with.
  if (name === 'push' || (name === 'reduce' && args.length < 2)) return true
  // With a text they never do.
  const isText = args.every(one => (checker.getTypeAtLocation(one).flags & ts.TypeFlags.StringLike) !== 0)
  return THROWING.test(name) && !(isText && /^(?:includes|startsWith|endsWith)$/.test(name))
}

/** Whether something is computed of integers of any size: there may be no room for it, and nothing to divide by. */
const isBig = ({ checker }: Reading, node: ts.BinaryExpression) =>
  !isComparison(node) &&
  [node.left, node.right].some(
    side => (checker.getTypeAtLocation(side).flags & ts.TypeFlags.BigIntLike) !== 0,
  )
