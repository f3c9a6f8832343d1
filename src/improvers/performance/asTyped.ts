import { ts } from 'ts-morph'
import { EACH } from './arrays.ts'
import { hasNoHoles } from './elements.ts'
import { everyNode, methodCall, type Reading } from './reading.ts'
import { isConstant, type Named } from './uses.ts'

/** Whether a name certainly stands for what its type tells, all the while: what stands at a place of a list, or by a key, may be nothing. */
export function isAsTyped(reading: Reading, declaration: Named): boolean {
  if (!isConstant(reading, declaration)) return false
  let owner: ts.Node = declaration
  while (ts.isBindingElement(owner)) {
    if (!isPartOfAll(reading, owner)) return false
    owner = owner.parent.parent
  }
  if (ts.isParameter(owner)) {
    const called = methodCall(owner.parent.parent)
    return !called || !EACH.has(called.name) || hasNoHoles(reading, called.on)
  }
  if (!ts.isVariableDeclaration(owner)) return false
  const loop = owner.parent.parent
  if (ts.isForOfStatement(loop)) return hasNoHoles(reading, loop.expression)
  return owner.initializer !== undefined && isHeld(reading, owner.initializer)
}

/** Whether a part of a pattern is a property that its object certainly has. */
function isPartOfAll({ checker }: Reading, { parent, name, propertyName }: ts.BindingElement): boolean {
  const key = propertyName ?? name
  if (!ts.isObjectBindingPattern(parent) || !ts.isIdentifier(key)) return false
  return checker.getTypeAtLocation(parent).getProperty(key.text) !== undefined
}

/** Whether the type of a value is what its parts tell: nobody says so of it, and no place is looked at. */
function isHeld({ checker }: Reading, value: ts.Expression): boolean {
  if (checker.getTypeAtLocation(value).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return false
  return !everyNode(value).some(
    node =>
      ts.isElementAccessExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isTypeAssertionExpression(node),
  )
}
