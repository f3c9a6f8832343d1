import { ts } from 'ts-morph'
import { EACH, isArray } from './arrays.ts'
import { isWithin, methodCall, type Reading } from './reading.ts'
import type { Named } from './uses.ts'

/** Whether a part of a loop runs again and again, as far as that matters. */
type IsRepeated = (loop: ts.Node, part: ts.Node) => boolean

/** The outermost loop, or call of a function for each element, around a node in which none of these names is declared. */
export function loopAround(
  reading: Reading,
  node: ts.Node,
  names: Named[],
  isRepeated: IsRepeated = isBody,
): ts.Node | null {
  let found: ts.Node | null = null
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at
    if (names.some(name => isWithin(name, parent))) break
    if (ts.isFunctionLike(parent)) {
      const called = methodCall(parent.parent)
      const isEach =
        called !== null && called.args[0] === parent && (EACH.has(called.name) || called.name === 'reduce')
      const isLater =
        Boolean((parent as ts.ArrowFunction).asteriskToken) ||
        ts.getCombinedModifierFlags(parent as ts.Declaration) & ts.ModifierFlags.Async
      if (!isEach || isLater || !isArray(reading, called.on)) break
      found = called.call
    } else if (isRepeated(parent, at)) found = parent
  }
  return found
}

/** Whether a part of a loop is what it does in each turn. A condition is none: what it asks ends the loop, most often soon. */
function isBody(loop: ts.Node, part: ts.Node): boolean {
  if (ts.isForOfStatement(loop)) return part === loop.statement && !loop.awaitModifier
  return ts.isIterationStatement(loop, false) && part === loop.statement
}

/** Whether a part of a loop is run in each turn. */
export function isEveryTurn(loop: ts.Node, part: ts.Node): boolean {
  if (isBody(loop, part)) return true
  if (ts.isForStatement(loop)) return part === loop.condition || part === loop.incrementor
  return (ts.isWhileStatement(loop) || ts.isDoStatement(loop)) && part === loop.expression
}

/** The statement of a block that a loop stands in, or the function whose whole body it stands in. */
export function stretchAround(loop: ts.Node): ts.Node | null {
  for (let at = loop; at.parent; at = at.parent) {
    const { parent } = at
    if (ts.isArrowFunction(parent) && parent.body === at) return parent
    if (ts.isFunctionLike(parent) || ts.isClassLike(parent)) return null
    if (ts.isStatement(at)) return ts.isBlock(parent) || ts.isSourceFile(parent) ? at : null
  }
  return null
}

/** Whether a list certainly is there when a stretch begins: it may be a function that is called before its module has run so far. */
export function isMadeBefore(list: Named, stretch: ts.Node): boolean {
  if (isWithin(list, stretch)) return isParameterOf(list, stretch)
  for (let at: ts.Node = stretch; at.parent && !isWithin(list, at); at = at.parent)
    if (ts.isFunctionDeclaration(at)) return false
  // What one case declares is there in the others without its value.
  for (let at: ts.Node = list; at.parent && !ts.isFunctionLike(at); at = at.parent)
    if (ts.isCaseOrDefaultClause(at) && !isWithin(stretch, at)) return false
  return true
}

function isParameterOf(list: Named, stretch: ts.Node): boolean {
  for (let at: ts.Node = list; at !== stretch && at.parent; at = at.parent)
    if (at.parent === stretch) return ts.isParameter(at)
  return false
}
