import { ts } from 'ts-morph'
import { isFreshArray } from './arrays.ts'
import { isInert } from './inert.ts'
import { isLook } from './looks.ts'
import { bare, everyNode, functionAround, isWithin, methodCall, outer, type Reading } from './reading.ts'
import { declarationOf, isConstant, type Named, usesOf } from './uses.ts'

/** Methods that give something new and hand the list itself to nobody but a function's third parameter. */
const COPIES = new Set(['slice', 'concat', 'flat', 'toSorted', 'toReversed'])
const CALLING = new Set(['map', 'filter', 'forEach', 'some', 'every', 'find', 'findIndex', 'flatMap'])
/** Methods that alter a list, and give no list of the same. */
const ALTERS = new Set(['push', 'unshift', 'pop', 'shift'])

/**
 * Whether a list is made here, is nobody else's until a stretch of code is over, and is not altered in it: whatever that code calls.
 * @param list as it is declared. @param stretch a statement, or a function that is one expression.
 */
export function isLeftAlone(reading: Reading, list: Named, stretch: ts.Node): boolean {
  const home = functionAround(list)
  // In another function, before and after are when it is called, and nobody knows when that is.
  const isHere = !ts.isFunctionLike(stretch) && functionAround(stretch) === home
  const isOutside = (use: ts.Identifier) => isHere && functionAround(use) === home && !isWithin(use, stretch)
  return (
    isKept(reading, list, stretch) &&
    usesOf(reading, list.name).every(use => isOnlyRead(use) || isOutside(use))
  )
}

/** Whether a list is made here, and is nobody else's until a stretch of code is over, whoever makes it longer or shorter. */
export function isKept(reading: Reading, list: Named, stretch: ts.Node): boolean {
  if (!ts.isVariableDeclaration(list) || !list.initializer || !isConstant(reading, list)) return false
  if (!isFreshArray(reading, list.initializer)) return false
  const home = functionAround(list)
  // Other modules may have what stands at the top of one.
  if (!home) return false
  const isHere = !ts.isFunctionLike(stretch) && functionAround(stretch) === home
  const isOnce = isHere && !isLooped(stretch, list.parent.parent.parent)
  // What gives it away afterwards does no harm, where there is no second time.
  const isAfter = (use: ts.Identifier) => isOnce && functionAround(use) === home && use.pos > stretch.end
  return usesOf(reading, list.name).every(use => isOnlyRead(use) || isAltered(use) || isAfter(use))
}

/** Whether nothing that a stretch does can alter a list, whoever else has it. */
export function isUnalteredBy(reading: Reading, list: Named, stretch: ts.Node): boolean {
  const inside = usesOf(reading, list.name).filter(use => isWithin(use, stretch))
  if (!inside.every(isOnlyRead)) return false
  return changesOf(reading, stretch) !== null
}

/** The lists that a stretch makes longer, where it alters nothing else that was there before, and nobody has these; null where it may. */
export function changesOf(reading: Reading, stretch: ts.Node): Named[] | null {
  const pushed = pushedIn(reading, stretch)
  const isOther = (one: Named) => isWithin(one, stretch) || isKept(reading, one, stretch)
  const isInside = isInert(reading, ts.isArrowFunction(stretch) ? stretch.body : stretch)
  return isInside && pushed.every(isOther) ? pushed : null
}

/** The lists that code pushes to. */
function pushedIn(reading: Reading, node: ts.Node): Named[] {
  return everyNode(node).flatMap(one => {
    const called = methodCall(one)
    const on = called?.name === 'push' ? bare(called.on) : null
    return (on && ts.isIdentifier(on) && declarationOf(reading, on)) || []
  })
}

/** A use of a list after which it is what it was, and nobody has it who had it not before. */
export function isOnlyRead(use: ts.Expression): boolean {
  return isLook(use) || isCopied(use)
}

/** A use that only goes through the list, or copies it. */
function isCopied(use: ts.Expression): boolean {
  const at = outer(use)
  const { parent } = at
  if (ts.isSpreadElement(parent)) return true
  if (ts.isForOfStatement(parent)) return parent.expression === at
  const called = ts.isPropertyAccessExpression(parent) ? methodCall(parent.parent) : null
  if (!called || called.on !== at) return false
  if (COPIES.has(called.name)) return true
  const [callback] = called.args
  const isShort =
    callback !== undefined &&
    (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) &&
    callback.parameters.length < 3
  return (
    CALLING.has(called.name) &&
    isShort &&
    !callback.parameters.some(one => one.dotDotDotToken) &&
    ts.isArrowFunction(callback)
  )
}

function isAltered(use: ts.Identifier): boolean {
  const at = outer(use)
  const called = ts.isPropertyAccessExpression(at.parent) ? methodCall(at.parent.parent) : null
  return called !== null && called.on === at && ALTERS.has(called.name)
}

/** Whether code runs more than once for each time that what is around it begins. */
function isLooped(node: ts.Node, around: ts.Node): boolean {
  for (let at = node.parent; at && at !== around; at = at.parent)
    if (ts.isIterationStatement(at, false) || ts.isFunctionLike(at)) return true
  return false
}
