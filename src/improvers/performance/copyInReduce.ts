import { ts } from 'ts-morph'
import { indentAt, layoutOf } from './layout.ts'
import { isLook } from './looks.ts'
import { isInOrder, isLonger, pushes } from './pushes.ts'
import { bare, isTried, outer, type Reading, shortText } from './reading.ts'
import { type Reduction, reductionsIn, resultsOf } from './reduceCall.ts'
import type { Put, Rewrite } from './rewrite.ts'

/** `list.reduce((all, one) => [...all, f(one)], [])`: the list so far is copied for every element. */
export const copyInReduce: Rewrite = {
  name: 'copy-in-reduce',
  says: 'push instead of copying the list so far',
  worth: 'Each step copied the list so far, so that n elements took n * n / 2 copies; pushing takes n.',
  holds: [
    'reduce is called on an array, and begins with a new array',
    'in every case the callback gives the list so far, or a new one that begins with it',
    'nobody else sees the list before reduce is done, and the callback only looks at its length, its places or what it includes',
  ],
  hint: /\.reduce\b[\s\S]*\.\.\./,
  sitesIn: reading =>
    reductionsIn(reading).flatMap(one => {
      const puts = putsFor(reading, one)
      const seen = `${one.sum.name.text} is copied by a spread for each element of ${shortText(reading, one.list)}`
      return puts ? [{ node: one.call, puts, seen }] : []
    }),
}

/** What the callback is to become; null where it is not proven to be the same. */
function putsFor(reading: Reading, reduction: Reduction): Put[] | null {
  const { callback, sum, uses, start } = reduction
  const isOdd = (element: ts.Expression) => ts.isOmittedExpression(element) || ts.isSpreadElement(element)
  if (!ts.isArrayLiteralExpression(start) || start.elements.some(isOdd)) return null
  if (!mayBePushedTo(reading, sum.name)) return null
  const results = resultsOf(callback)
  const leaves = results?.flatMap(leavesOf)
  if (!results || !leaves?.every(leaf => isUse(leaf, uses) || isLonger(leaf, uses))) return null
  const longer = leaves.filter(leaf => isLonger(leaf, uses))
  if (!longer.length || !longer.every(leaf => isInOrder(leaf, uses))) return null
  const isHarmless = (use: ts.Identifier) =>
    leaves.includes(use) || longer.some(leaf => leaf.elements[0] === outer(use).parent) || isLook(use)
  if (!uses.every(isHarmless)) return null
  const changed = results.filter(result => !leavesOf(result).every(leaf => isUse(leaf, uses)))
  // What is caught, or done finally, would see a list that is longer already.
  if (changed.some(isTried)) return null
  return changed.map(result => putFor(reading, reduction, result))
}

/** Whether the types allow it: they may promise that a list stays as it is. */
function mayBePushedTo({ checker, typed }: Reading, list: ts.Identifier): boolean {
  const type = checker.getTypeAtLocation(list)
  return !typed || (checker.isArrayType(type) && type.symbol.name === 'Array')
}

/** The expressions that one of several comes to. */
function leavesOf(result: ts.Expression): ts.Expression[] {
  const node = bare(result)
  return ts.isConditionalExpression(node) ? [...leavesOf(node.whenTrue), ...leavesOf(node.whenFalse)] : [node]
}

/** Whether it is the accumulator: another thing may have its name. */
const isUse = (leaf: ts.Expression, uses: ts.Node[]) => uses.includes(leaf)

function putFor(reading: Reading, reduction: Reduction, result: ts.Expression): Put {
  const { callback, sum } = reduction
  const { text, file } = reading
  const { unit, end, line } = layoutOf(text)
  const list = sum.name.text
  const body = (indent: string) => [
    ...written(reading, result, reduction, indent),
    `${indent}return ${list}${end}`,
  ]
  const place = result === callback.body ? result : returnAround(result)
  const start = place.getStart(file)
  const indent = indentAt(text, start)
  const isInBlock = ts.isReturnStatement(place) && ts.isBlock(place.parent)
  const lines = isInBlock ? body(indent) : ['{', ...body(`${indent}${unit}`), `${indent}}`]
  return { start, end: place.end, text: lines.join(line).trimStart() }
}

/** The statements that make the list what a result says, each in its line. */
function written(reading: Reading, result: ts.Expression, reduction: Reduction, indent: string): string[] {
  const { text, file } = reading
  const { unit, end } = layoutOf(text)
  const node = bare(result)
  if (ts.isConditionalExpression(node)) {
    const condition = node.condition.getText(file).replace(/^\(([^()]*)\)$/, '$1')
    const inner = `${indent}${unit}`
    const [yes, no] = [node.whenTrue, node.whenFalse].map(one => written(reading, one, reduction, inner))
    const [only] = yes!.length && no!.length ? [] : [...yes!, ...no!]
    const test = yes!.length ? `if (${condition})` : `if (${opposite(node.condition, file)})`
    if (only !== undefined && yes!.length + no!.length === 1) return [`${indent}${test} ${only.trimStart()}`]
    if (!yes!.length) return [`${indent}${test} {`, ...no!, `${indent}}`]
    const otherwise = no!.length ? [`${indent}} else {`, ...no!] : []
    return [`${indent}${test} {`, ...yes!, ...otherwise, `${indent}}`]
  }
  if (!isLonger(node, reduction.uses)) return []
  return pushes(reading, node, reduction.sum.name.text).map(one => `${indent}${one}${end}`)
}

function returnAround(result: ts.Node): ts.ReturnStatement {
  return ts.isReturnStatement(result) ? result : returnAround(result.parent)
}

/** A condition that holds where another one does not. */
function opposite(condition: ts.Expression, file: ts.SourceFile): string {
  const inner = ts.isParenthesizedExpression(condition) ? condition.expression : condition
  const text = inner.getText(file)
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken)
    return inner.operand.getText(file)
  return ts.isLeftHandSideExpression(inner) ? `!${text}` : `!(${text})`
}
