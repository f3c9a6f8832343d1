import { ts } from 'ts-morph'
import type { Add, Say } from './candidate.ts'
import { fromUses } from './fromUses.ts'
import { listOf, typeText } from './print.ts'
import { noUses, readUse, type Uses, usesIn } from './uses.ts'

/** Methods of a list that hand each of its elements over. */
const EACH = new Set([
  'map',
  'forEach',
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'flatMap',
  'findLast',
])
/** Methods that a list has and a text has not. */
const OWN = new Set([
  ...EACH,
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'join',
  'reverse',
  'sort',
  'reduce',
  'fill',
])

/** A list of what its elements are used as. */
export function fromElements(at: ts.Node, uses: Uses, checker: ts.TypeChecker, add: Add): void {
  const isList = uses.iterated.length > 0 || [...uses.members.keys()].some(name => OWN.has(name))
  if (!isList && !uses.indexed.length) return
  if (
    [...uses.members.keys()].some(
      name => !OWN.has(name) && !/^(?:length|slice|concat|includes|indexOf|at)$/.test(name),
    )
  )
    return
  const elements = noUses()
  for (const node of uses.iterated) {
    const loop = node.parent
    if (!ts.isForOfStatement(loop) || !ts.isVariableDeclarationList(loop.initializer)) continue
    const [variable] = loop.initializer.declarations
    if (variable && ts.isIdentifier(variable.name))
      merge(elements, usesIn(variable.name, [loop.statement], checker))
  }
  for (const node of uses.indexed)
    if (isIndex(node.argumentExpression, checker)) readUse(node, elements, checker)
  for (const [name, { called }] of uses.members) {
    const callback = EACH.has(name) ? called?.arguments[0] : undefined
    const first =
      callback &&
      (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) &&
      callback.parameters[0]
    if (first && ts.isIdentifier(first.name)) merge(elements, usesIn(first.name, [callback.body], checker))
    if (name !== 'push' && name !== 'unshift') continue
    for (const one of called?.arguments ?? [])
      if (!ts.isSpreadElement(one)) elements.tested.push({ type: checker.getTypeAtLocation(one), at: one })
  }
  const say: Say = (type, witness) => {
    const text = typeText(type, at, checker)
    add(text && listOf([text]), null, {
      ...witness,
      says: `of its elements: ${witness.says}`,
      weight: witness.weight * 0.8,
    })
  }
  fromUses(elements, checker, say)
}

function isIndex(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0
}

function merge(into: Uses, from: Uses): void {
  into.given.push(...from.given)
  into.tested.push(...from.tested)
  into.operated.push(...from.operated)
  into.count += from.count
  for (const [name, use] of from.members) into.members.set(name, use)
}
