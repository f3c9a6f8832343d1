import { ts } from 'ts-morph'
import type { Candidate, Kind } from './candidate.ts'
import type { Passed } from './fromCalls.ts'
import type { Uses } from './uses.ts'

function isIterable(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.every(one => isIterable(one, checker))
  return checker.getPropertiesOfType(type).some(({ name }) => name.startsWith('__@iterator'))
}

/** What speaks for a type, less where something speaks against it. */
export function score(
  one: Candidate,
  uses: Uses,
  passed: Passed,
  plain: { optional: boolean; isRest: boolean },
  checker: ts.TypeChecker,
): number {
  const byKind = new Map<Kind, number[]>()
  for (const { kind, weight } of one.because) byKind.set(kind, [...(byKind.get(kind) ?? []), weight])
  let sum = 0
  // The second witness of a kind says less than the first.
  for (const weights of byKind.values())
    weights
      .sort((a, b) => b - a)
      .forEach((weight, place) => {
        sum += weight / 2 ** place
      })
  const { type } = one
  if (type) {
    const { optional, isRest } = plain
    const refused = passed.filter(({ type: given }) => {
      if (optional && given.flags & ts.TypeFlags.Undefined) return false
      return !checker.isTypeAssignableTo(optional ? checker.getNonNullableType(given) : given, type)
    }).length
    if (!isRest && passed.length) sum *= 1 - (0.8 * refused) / passed.length
    const given = uses.given.filter(
      ({ type: to }) => !(to.flags & (ts.TypeFlags.Any | ts.TypeFlags.TypeParameter)),
    )
    const clashes = given.filter(({ type: to }) => !checker.isTypeAssignableTo(type, to)).length
    if (given.length) sum *= 1 - (0.6 * clashes) / given.length
    const apparent = checker.getApparentType(checker.getNonNullableType(type))
    const lacks = [...uses.members.keys()].filter(name => !checker.getPropertyOfType(apparent, name)).length
    if (lacks) sum *= 0.3
    if (uses.iterated.length && !isIterable(apparent, checker)) sum *= 0.3
    if (uses.called.length && !apparent.getCallSignatures().length) sum *= 0.4
  }
  return sum
}
