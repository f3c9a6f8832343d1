import { ts } from 'ts-morph'
import { isFreshArray } from './arrays.ts'
import { bare, methodCall, type Reading } from './reading.ts'
import { declarationOf } from './uses.ts'

/** What may be undefined, as a hole reads, or a number. */
export const UNSURE =
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Void |
  ts.TypeFlags.Instantiable

/** What the elements of an array are, where a type that can be held to tells it. */
export function elementType({ checker, typed }: Reading, list: ts.Expression): ts.Type | null {
  return typed
    ? (checker.getIndexTypeOfType(checker.getTypeAtLocation(list), ts.IndexKind.Number) ?? null)
    : null
}

/**
 * Whether an array certainly has no holes: some methods pass over them, others do not. A hole reads as undefined, so that there is none
 * where the type of its elements has no undefined.
 */
export function hasNoHoles(reading: Reading, list: ts.Expression): boolean {
  const node = bare(list)
  const called = methodCall(node)
  if (called) {
    const on = bare(called.on)
    const isStatic = ts.isIdentifier(on) && /^(?:Object|Array)$/.test(on.text)
    if (isStatic || called.name === 'split') return isFreshArray(reading, node)
    if (called.name === 'filter') return isFreshArray(reading, node)
    if (['map', 'slice', 'toSorted', 'toReversed'].includes(called.name))
      return hasNoHoles(reading, called.on)
  }
  const type = elementType(reading, list)
  return type !== null && isNone(type, UNSURE) && !isOfHoles(reading, node)
}

/** Whether a list is made by `new Array(n)`, whose type tells nothing of its holes. */
function isOfHoles(reading: Reading, node: ts.Expression): boolean {
  if (ts.isNewExpression(node) || ts.isCallExpression(node))
    return ts.isIdentifier(node.expression) && node.expression.text === 'Array'
  const made = ts.isIdentifier(node) ? declarationOf(reading, node)?.initializer : undefined
  return made !== undefined && isOfHoles(reading, bare(made))
}

/** Whether nothing that a type allows is of these kinds. */
export function isNone(type: ts.Type, flags: ts.TypeFlags): boolean {
  return type.isUnionOrIntersection()
    ? type.types.every(one => isNone(one, flags))
    : (type.flags & flags) === 0
}

/** Whether two values of a type are `===` exactly where a Set takes them for one, and come out of it as they were: no numbers, no holes. */
export function isSameInSet(reading: Reading, list: ts.Expression): boolean {
  const type = elementType(reading, list)
  if (type) {
    const { checker } = reading
    // What asks for a method alone may be a number as well.
    const mayBeNumber = checker.isTypeAssignableTo(checker.getNumberType(), type)
    return !mayBeNumber && isNone(type, UNSURE | ts.TypeFlags.NumberLike) && !isOfHoles(reading, bare(list))
  }
  const called = methodCall(bare(list))
  return called?.name === 'split' && isFreshArray(reading, bare(list))
}
