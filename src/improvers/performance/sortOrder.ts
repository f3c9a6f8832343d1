import { ts } from 'ts-morph'
import { isOfType } from './arrays.ts'
import { isCalm } from './calm.ts'
import { bare, type Reading } from './reading.ts'

/** An order of elements by one part of each, in which any two can be compared with `<`; `isDown` where the largest comes first. */
export type Order = { path: string; isDown: boolean }

const COMPARABLE = [ts.TypeFlags.StringLike, ts.TypeFlags.BigIntLike]

/**
 * The order that a comparison function, or none, puts elements into, where it says the same of any two elements at any time: numbers it
 * would not compare so, among which there may be NaN.
 */
export function orderOf(reading: Reading, test: ts.Expression | null, element: ts.Type | null): Order | null {
  // Without a function elements are compared as texts, by their units, as `<` compares texts.
  if (!test) return element && isOfType(element, ts.TypeFlags.StringLike) ? { path: '', isDown: false } : null
  const arrow = bare(test)
  if (!ts.isArrowFunction(arrow) || arrow.parameters.length !== 2 || !isCalm(reading, arrow)) return null
  const names = arrow.parameters.map(({ name, initializer, dotDotDotToken }) =>
    ts.isIdentifier(name) && !initializer && !dotDotDotToken ? name.text : null,
  )
  const [first, second] = names
  const given = ts.isBlock(arrow.body) ? null : bare(arrow.body)
  if (!first || !second || first === second || !given) return null
  return ts.isConditionalExpression(given)
    ? byChoice(reading, given, [first, second])
    : byDifference(reading, given, [first, second])
}

type Names = readonly [string, string]

/** `a.length - b.length`: lengths are never NaN, nor infinite. */
function byDifference({ checker }: Reading, node: ts.Expression, names: Names): Order | null {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.MinusToken) return null
  const sides = sidesOf(node, names)
  const left = bare(node.left)
  if (!sides || !ts.isPropertyAccessExpression(left) || left.name.text !== 'length') return null
  const owner = checker.getTypeAtLocation(left.expression)
  const isLength =
    isOfType(owner, ts.TypeFlags.StringLike) || checker.isArrayType(owner) || checker.isTupleType(owner)
  return isLength ? { path: sides.path, isDown: sides.isSwapped } : null
}

/** `a.id < b.id ? -1 : a.id > b.id ? 1 : 0`, either way round. */
function byChoice(reading: Reading, node: ts.ConditionalExpression, names: Names): Order | null {
  const before = stepOf(reading, node, names)
  const rest = bare(node.whenFalse)
  if (!before || !ts.isConditionalExpression(rest)) return null
  const after = stepOf(reading, rest, names)
  if (!after || bare(rest.whenFalse).getText() !== '0') return null
  return after.path === before.path && after.isLess !== before.isLess && after.gives === -before.gives
    ? { path: before.path, isDown: before.isLess !== before.gives < 0 }
    : null
}

/** Whether the first is less or more than the second by one part of each, and what is given then. */
function stepOf({ checker }: Reading, { condition, whenTrue }: ts.ConditionalExpression, names: Names) {
  const test = bare(condition)
  const gives = { '-1': -1, '1': 1 }[bare(whenTrue).getText()]
  if (!ts.isBinaryExpression(test) || gives === undefined) return null
  const { operatorToken } = test
  const isLess = operatorToken.kind === ts.SyntaxKind.LessThanToken
  if (!isLess && operatorToken.kind !== ts.SyntaxKind.GreaterThanToken) return null
  const sides = sidesOf(test, names)
  const types = [test.left, test.right].map(side => checker.getTypeAtLocation(side))
  if (!sides || !COMPARABLE.some(flags => types.every(type => isOfType(type, flags)))) return null
  return { path: sides.path, isLess: isLess !== sides.isSwapped, gives }
}

/** The part by which both elements are compared, and whether the second stands first. */
function sidesOf(
  { left, right }: ts.BinaryExpression,
  [first, second]: Names,
): { path: string; isSwapped: boolean } | null {
  const [one, other] = [left, right].map(side => partOf(bare(side)))
  if (!one || !other || one.path !== other.path) return null
  const isSwapped = one.root === second && other.root === first
  return isSwapped || (one.root === first && other.root === second) ? { path: one.path, isSwapped } : null
}

/** An element by its name, and the properties of it that are asked for. */
function partOf(node: ts.Expression): { root: string; path: string } | null {
  if (ts.isIdentifier(node)) return { root: node.text, path: '' }
  if (!ts.isPropertyAccessExpression(node) || node.questionDotToken) return null
  const inner = partOf(node.expression)
  return inner && { root: inner.root, path: `${inner.path}.${node.name.text}` }
}
