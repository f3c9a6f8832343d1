import { ts } from 'ts-morph'
import { isArray, isFreshArray, isOfType } from './arrays.ts'
import { isCalm } from './calm.ts'
import { elementType, hasNoHoles } from './elements.ts'
import { bare, everyNode, isStatementStart, methodCall, outer, type Reading, shortText } from './reading.ts'
import type { Rewrite, Site } from './rewrite.ts'
import { type Order, orderOf } from './sortOrder.ts'
import { declarationOf, isAssigned, isConstant, isGlobal } from './uses.ts'

/** `[...list].sort()[0]`: all are put into their order, where one of them was wanted. */
export const sortForOne: Rewrite = {
  name: 'sort-for-one',
  says: 'go through the list once instead of sorting it for one',
  worth:
    'The list was copied and sorted, about n * log n comparisons, to take the first or the last of it; going through it takes n.',
  holds: [
    'a copy of an array without holes is sorted, and only its first or last element is used',
    'elements are texts in their own order, or the order compares texts, whole numbers of any size or lengths: of any two it says the same',
    'of those that are the same in that order sorting keeps the first in front and the last behind, and so does this; of an empty list there is none',
  ],
  hint: /\.(?:sort|toSorted)\(/,
  sitesIn: reading =>
    reading.typed ? everyNode(reading.file).flatMap(node => siteAt(reading, node) ?? []) : [],
}

function siteAt(reading: Reading, node: ts.Node): Site | null {
  const called = methodCall(node)
  if (!called || !/^(?:sort|toSorted)$/.test(called.name) || called.args.length > 1) return null
  const list = called.name === 'sort' ? copied(reading, called.on) : called.on
  const taken = takenFrom(reading, called.call, list)
  if (!list || !taken || !isArray(reading, list) || !hasNoHoles(reading, list) || !isAsked(reading, list))
    return null
  const order = orderOf(reading, called.args[0] ?? null, elementType(reading, list))
  if (!order) return null
  const { file } = reading
  const { whole, isLast } = taken
  const text = list.getText(file)
  const once = `${text}.reduce(${stepOf(order, isLast)}`
  // Where its type knows that there may be none, so must what is put there.
  const mayBeNone = mayBeUndefined(reading, whole)
  const needsBrackets = mayBeNone && !isLoose(whole)
  // A line that begins with a bracket would go on with what stands above it.
  if (needsBrackets && isStatementStart(whole)) return null
  const made = mayBeNone ? `${text}.length > 0 ? ${once}) : undefined` : `${once}, ${text}[0])`
  return {
    node: whole,
    puts: [
      {
        start: whole.getStart(file),
        end: whole.end,
        text: needsBrackets ? `(${made})` : made,
      },
    ],
    seen: `${shortText(reading, list)} is sorted for one element`,
  }
}

/** The list of which a copy is made: `[...list]`, `list.slice()`, `Array.from(list)`; null for anything else. */
function copied(reading: Reading, copy: ts.Expression): ts.Expression | null {
  const node = bare(copy)
  if (ts.isArrayLiteralExpression(node)) {
    const [only, ...others] = node.elements
    return only && ts.isSpreadElement(only) && !others.length ? only.expression : null
  }
  const called = methodCall(node)
  if (!called || !isFreshArray(reading, node)) return null
  if (called.name === 'slice') return called.args.length ? null : called.on
  const on = bare(called.on)
  const isFrom = called.name === 'from' && ts.isIdentifier(on) && on.text === 'Array' && isGlobal(reading, on)
  return isFrom && called.args.length === 1 ? called.args[0]! : null
}

/** Whether a list may be named more than once: it is a constant, or a property of one. */
function isAsked(reading: Reading, list: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(list)) return isCalm(reading, list) && isAsked(reading, list.expression)
  const declaration = ts.isIdentifier(list) ? declarationOf(reading, list) : null
  return declaration !== null && isConstant(reading, declaration)
}

/** What takes the first or the last of a sorted list: `[0]`, `.at(0)`, `.at(-1)`, `[list.length - 1]`. */
function takenFrom(
  { file }: Reading,
  call: ts.CallExpression,
  list: ts.Expression | null,
): { whole: ts.Expression; isLast: boolean } | null {
  const { parent } = outer(call)
  if (ts.isElementAccessExpression(parent) && bare(parent.expression) === call && !parent.questionDotToken) {
    const place = parent.argumentExpression.getText(file)
    const { parent: around } = outer(parent)
    // Called there, it would be called on the list.
    const isCalled =
      (ts.isCallExpression(around) && bare(around.expression) === parent) ||
      ts.isTaggedTemplateExpression(around)
    const isLast = place === `${list?.getText(file)}.length - 1`
    return (place === '0' || isLast) && !isCalled && !isAssigned(parent) ? { whole: parent, isLast } : null
  }
  const called = ts.isPropertyAccessExpression(parent) ? methodCall(parent.parent) : null
  if (called?.name !== 'at' || bare(called.on) !== call || called.args.length !== 1) return null
  const place = called.args[0]!.getText(file)
  return place === '0' || place === '-1' ? { whole: called.call, isLast: place === '-1' } : null
}

/** The function that keeps one of two elements. */
function stepOf({ path, isDown }: Order, isLast: boolean): string {
  // The first of all that nothing comes before; the last of all that come before nothing.
  const comparison = `one${path} ${isDown ? '>' : '<'} best${path}`
  return `(best, one) => (${comparison} ? ${isLast ? 'best : one' : 'one : best'})`
}

function mayBeUndefined({ checker }: Reading, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node)
  return (type.isUnion() ? type.types : [type]).some(one => isOfType(one, ts.TypeFlags.Undefined))
}

/** Whether a choice may stand where an expression stands. */
function isLoose({ parent }: ts.Expression): boolean {
  return (
    ts.isVariableDeclaration(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isArrowFunction(parent)
  )
}
