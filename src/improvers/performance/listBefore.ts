import { ts } from 'ts-morph'
import { isArray, isArrayType } from './arrays.ts'
import { isMadeBefore, loopAround, stretchAround } from './loops.ts'
import { bare, functionAround, type Reading } from './reading.ts'
import { declarationOf, isConstant, type Named } from './uses.ts'

/** A list that is written out with fewer elements is found as fast one after the other. */
const FEWEST = 8

/** A list, and the statement (or function that is one expression) before which something can be made of it. */
export type PlaceBefore = { list: Named; stretch: ts.Node }

/** Where something can be made of a list that a node in a loop asks by its name, once for all turns; whether it is altered in them is not asked. */
export function placeBefore(reading: Reading, name: ts.Identifier, node: ts.Node): PlaceBefore | null {
  const list = declarationOf(reading, name)
  if (!list || !isConstant(reading, list) || !isArray(reading, name)) return null
  if (!isAlwaysArray(reading, list) || isShort(list) || !isOfThisCall(reading, list)) return null
  const loop = loopAround(reading, node, [list])
  const stretch = loop && stretchAround(loop)
  if (!stretch || list.pos > loop.pos || !isMadeBefore(list, stretch)) return null
  return { list, stretch }
}

/** Whether a list is one wherever it is there, and not only where it was asked what it is. */
function isAlwaysArray(reading: Reading, { name }: Named): boolean {
  const { checker, typed } = reading
  const declared = checker.getTypeAtLocation(name)
  return isArray(reading, name) || (typed && isArrayType(checker, checker.getNonNullableType(declared)))
}

/**
 * Whether a list is handed over to this very call, or made in it. One that was there before is another matter: a Set of it would be made for
 * every call, however few questions it asks.
 */
function isOfThisCall(reading: Reading, list: Named): boolean {
  if (!functionAround(list)) return false
  const owner = ts.isBindingElement(list) ? ownerOf(list) : list
  // What callers write out one by one is short.
  if (ts.isParameter(owner)) return !owner.dotDotDotToken
  let from = ts.isVariableDeclaration(owner) && owner.initializer ? bare(owner.initializer) : null
  if (!from || (!ts.isBindingElement(list) && !ts.isPropertyAccessExpression(from))) return from !== null
  while (ts.isPropertyAccessExpression(from)) from = bare(from.expression)
  const root = ts.isIdentifier(from) ? declarationOf(reading, from) : null
  return root !== null && ts.isParameter(ts.isBindingElement(root) ? ownerOf(root) : root)
}

/** The parameter or variable that a part of a pattern is in. */
function ownerOf(part: ts.BindingElement): ts.Declaration {
  const { parent } = part.parent
  return ts.isBindingElement(parent) ? ownerOf(parent) : parent
}

/** Whether a list is written out with so few elements that nothing finds them faster. */
export function isShort(list: Named): boolean {
  const made = ts.isVariableDeclaration(list) && list.initializer ? bare(list.initializer) : null
  return (
    made !== null &&
    ts.isArrayLiteralExpression(made) &&
    made.elements.length < FEWEST &&
    !made.elements.some(ts.isSpreadElement)
  )
}
