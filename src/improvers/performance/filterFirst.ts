import { ts } from 'ts-morph'
import { isArray } from './arrays.ts'
import { isCalm } from './calm.ts'
import { hasNoHoles } from './elements.ts'
import { bare, everyNode, methodCall, outer, type Reading, shortText } from './reading.ts'
import type { Rewrite, Site } from './rewrite.ts'
import { isAssigned } from './uses.ts'

/** `list.filter(f)[0]`, `list.filter(f).length > 0`: all are looked at, where the first that fits is enough. */
export const filterFirst: Rewrite = {
  name: 'first-match',
  says: 'stop at the first match',
  worth: 'The whole list was looked at, and a list made of what fits, where the first that fits was enough.',
  holds: [
    'filter is called on an array without holes, by types that can be held to',
    'what decides only looks, alters nothing and cannot throw, so that nobody misses the elements that are not looked at',
  ],
  hint: /\.filter\b/,
  sitesIn: reading => everyNode(reading.file).flatMap(node => siteAt(reading, node) ?? []),
}

function siteAt(reading: Reading, node: ts.Node): Site | null {
  const called = methodCall(node)
  if (called?.name !== 'filter' || called.args.length !== 1) return null
  const [test] = called.args.map(bare)
  if (!test || !ts.isArrowFunction(test) || test.parameters.length > 2 || !isCalm(reading, test)) return null
  if (!isArray(reading, called.on) || !hasNoHoles(reading, called.on)) return null
  const asked = questionAround(called.call)
  if (!asked) return null
  const { file } = reading
  const name = (called.call.expression as ts.PropertyAccessExpression).name
  const seen = `all of ${shortText(reading, called.on)} is looked at, and the first that fits was enough`
  const puts = [
    { start: name.getStart(file), end: name.end, text: asked.method },
    { start: called.call.end, end: asked.whole.end, text: '' },
  ]
  const start = asked.whole.getStart(file)
  return { node: asked.whole, puts: asked.isNot ? [{ start, end: start, text: '!' }, ...puts] : puts, seen }
}

/** What is asked of the list that filter gives: its first element, or whether there is one. */
export function questionAround(
  call: ts.CallExpression,
): { whole: ts.Node; method: string; isNot: boolean } | null {
  const { parent } = call
  if (ts.isElementAccessExpression(parent) && parent.expression === call && !parent.questionDotToken) {
    const isFirst = ts.isNumericLiteral(parent.argumentExpression) && parent.argumentExpression.text === '0'
    const { parent: around } = outer(parent)
    // Called there, it would be called on the list.
    const isCalled = ts.isCallExpression(around) && bare(around.expression) === parent
    return isFirst && !isCalled && !isAssigned(parent)
      ? { whole: parent, method: 'find', isNot: false }
      : null
  }
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== 'length' || parent.questionDotToken)
    return null
  const comparison = parent.parent
  if (!ts.isBinaryExpression(comparison) || comparison.left !== parent) return null
  const isNot = SAYS[`${comparison.operatorToken.getText()} ${comparison.right.getText()}`]
  return isNot === undefined ? null : { whole: comparison, method: 'some', isNot }
}

/** Comparisons of how many there are, and whether they ask that there is none. */
const SAYS: Record<string, boolean> = {
  '> 0': false,
  '>= 1': false,
  '!== 0': false,
  '=== 0': true,
  '< 1': true,
}
