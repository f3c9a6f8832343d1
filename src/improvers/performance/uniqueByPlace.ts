import { ts } from 'ts-morph'
import { isArray } from './arrays.ts'
import { isSameInSet } from './elements.ts'
import { bare, everyNode, isStatementStart, methodCall, type Reading, shortText } from './reading.ts'
import type { Rewrite } from './rewrite.ts'
import { declarationOf, isConstant, isFree } from './uses.ts'

/** `list.filter((one, at) => list.indexOf(one) === at)`: each element is looked for from the start. */
export const uniqueByPlace: Rewrite = {
  name: 'unique-set',
  says: 'leave out what is there twice by a Set',
  worth: 'Each element was looked for from the start of the list, n * n / 2 steps in all; a Set takes n.',
  holds: [
    'the list is an array, and the one in which each element is looked for',
    'an element is kept where it comes first, as a Set keeps it',
    'no element is a number or a hole, for which indexOf and a Set do not agree',
  ],
  hint: /\.filter\b[\s\S]*\.indexOf\b/,
  sitesIn(reading) {
    if (!isFree(reading, 'Set')) return []
    const { file } = reading
    return everyNode(file).flatMap(node => {
      const called = methodCall(node)
      if (called?.name !== 'filter' || called.args.length !== 1 || !isFirstPlace(reading, called)) return []
      if (!isArray(reading, called.on) || !isSameInSet(reading, called.on)) return []
      const text = `[...new Set(${called.on.getText(file)})]`
      const start = called.call.getStart(file)
      // A line that begins with a bracket would go on with what stands above it.
      if (isStatementStart(called.call)) return []
      const seen = `each element of ${shortText(reading, called.on)} is looked for from the start`
      return [{ node: called.call, puts: [{ start, end: called.call.end, text }], seen }]
    })
  },
}

/** Whether a filter keeps an element where its place is the first that `indexOf` finds. */
function isFirstPlace(reading: Reading, { on, args }: NonNullable<ReturnType<typeof methodCall>>): boolean {
  const [callback] = args
  if (!callback || !ts.isArrowFunction(callback) || callback.modifiers?.length || ts.isBlock(callback.body))
    return false
  const [one, at, whole] = callback.parameters.map(({ name, initializer, dotDotDotToken }) =>
    ts.isIdentifier(name) && !initializer && !dotDotDotToken ? name.text : null,
  )
  const comparison = bare(callback.body)
  if (!one || !at || whole === null || !ts.isBinaryExpression(comparison)) return false
  if (comparison.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken) return false
  const sides = [bare(comparison.left), bare(comparison.right)]
  const looked = sides.map(side => methodCall(side)).find(side => side !== null)
  const place = sides.find(side => ts.isIdentifier(side))
  if (looked?.name !== 'indexOf' || looked.args.length !== 1 || !place || !ts.isIdentifier(place))
    return false
  const [asked] = looked.args.map(bare)
  const isElement = asked !== undefined && ts.isIdentifier(asked) && asked.text === one && place.text === at
  const list = bare(looked.on)
  if (!isElement || !ts.isIdentifier(list)) return false
  return list.text === whole || isSameName(reading, list, bare(on), [one, at, whole])
}

/** Whether both are one constant name, that the parameters do not hide. */
function isSameName(
  reading: Reading,
  list: ts.Identifier,
  on: ts.Expression,
  hidden: (string | undefined)[],
): boolean {
  if (!ts.isIdentifier(on) || on.text !== list.text || hidden.includes(list.text)) return false
  const declaration = declarationOf(reading, list)
  return (
    declaration !== null && declaration === declarationOf(reading, on) && isConstant(reading, declaration)
  )
}
