import { ts } from 'ts-morph'
import { isArrayType } from './arrays.ts'
import { elementType, isNone, UNSURE } from './elements.ts'
import { bare, methodCall, outer, type Reading, shortText } from './reading.ts'
import { reductionsIn, resultsOf } from './reduceCall.ts'
import type { Rewrite } from './rewrite.ts'

/** `lists.reduce((all, one) => all.concat(one), [])`: the list so far is copied for every list. */
export const flatInReduce: Rewrite = {
  name: 'concat-in-reduce',
  says: 'flatten at once instead of copying the list so far',
  worth: 'Each step copied the list so far; flat makes one list, once.',
  holds: [
    'reduce is called on an array of arrays, by types that can be held to, and begins with an empty one',
    'each step only puts the elements of the next array behind those so far, as flat does; there are no holes, which flat leaves out',
  ],
  hint: /\.reduce\b[\s\S]*\.concat\b/,
  sitesIn: reading =>
    reductionsIn(reading).flatMap(({ call, list, callback, sum, uses, start }) => {
      const [result] = resultsOf(callback) ?? []
      const one = callback.parameters[1]
      if (!result || ts.isBlock(callback.body) || callback.parameters.length !== 2 || !one) return []
      const called = methodCall(bare(result))
      const isConcat = called?.name === 'concat' && called.args.length === 1 && uses.length === 1
      if (!isConcat || outer(uses[0]!).parent !== called.call.expression || !ts.isIdentifier(one.name))
        return []
      const added = bare(called.args[0]!)
      if (!ts.isIdentifier(added) || added.text !== one.name.text || added.text === sum.name.text) return []
      if (!ts.isArrayLiteralExpression(start) || start.elements.length || !areLists(reading, list)) return []
      const seen = `the list so far is copied by concat for each element of ${shortText(reading, list)}`
      return [{ node: call, puts: [{ start: list.end, end: call.end, text: '.flat()' }], seen }]
    }),
}

/** Whether all that is in a list are arrays, of elements that are no holes. */
function areLists(reading: Reading, list: ts.Expression): boolean {
  const inner = elementType(reading, list)
  if (!inner || !isArrayType(reading.checker, inner)) return false
  const element = reading.checker.getIndexTypeOfType(inner, ts.IndexKind.Number)
  return element !== undefined && isNone(element, UNSURE)
}
