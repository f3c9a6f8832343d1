import { ts } from 'ts-morph'
import { argumentsFor } from './calls.ts'
import type { Add, Evidence, Say } from './candidate.ts'
import { typeParametersOf } from './fromNames.ts'
import type { ParameterGap } from './gaps.ts'
import { listOf, printed, typeText } from './print.ts'

/** What calls hand over as one parameter. */
export type Passed = { type: ts.Type; at: ts.Expression }[]

const MISSING = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void

/** What calls hand over, without what is nothing to go by. */
export function passedTo({ owner, parameter }: ParameterGap, { calls, checker }: Evidence): Passed {
  const passed: Passed = []
  for (const call of (calls.get(owner) ?? []).slice(0, 60))
    for (const at of argumentsFor(call, parameter)) {
      const type = checker.getTypeAtLocation(at)
      if (!(type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never | ts.TypeFlags.Unknown)))
        passed.push({ type, at })
    }
  return passed
}

/** A literal as what it is an example of. */
export function widened(type: ts.Type, checker: ts.TypeChecker): ts.Type {
  return checker.getWidenedType(checker.getBaseTypeOfLiteralType(type))
}

/** What its callers hand over. */
export function fromCalls(passed: Passed, gap: ParameterGap, checker: ts.TypeChecker, say: Say): void {
  const kinds = new Map<string, { type: ts.Type; at: ts.Expression; count: number }>()
  for (const { type, at } of passed) {
    if (type.flags & MISSING) continue
    const wide = widened(
      gap.parameter.questionToken || gap.parameter.initializer ? checker.getNonNullableType(type) : type,
      checker,
    )
    const text = printed(wide, gap.parameter, checker)?.text
    if (text === undefined) continue
    const kind = kinds.get(text) ?? { type: wide, at, count: 0 }
    kind.count += 1
    kinds.set(text, kind)
  }
  const isOpen = typeParametersOf(gap.owner).length > 0
  for (const { type, at, count } of kinds.values())
    say(type, {
      kind: 'call',
      says: `${count} of ${passed.length} calls hand that over`,
      from: at,
      // What one call hands to a generic function is an example of it.
      weight: ((2.5 * count) / passed.length + Math.min(1, count / 5)) * (isOpen ? 0.3 : 1),
    })
}

/** What it will be called with where it is handed over itself. */
export function fromHanded(
  { owner, parameter }: ParameterGap,
  { handed, checker }: Evidence,
  say: Say,
): void {
  for (const { signature, at } of (handed.get(owner) ?? []).slice(0, 10)) {
    const taken = signature.getParameters()[owner.parameters.indexOf(parameter)]
    if (taken)
      say(checker.getTypeOfSymbolAtLocation(taken, at), {
        kind: 'given',
        says: 'it is called with that where it is handed over',
        from: at,
        weight: 2.5,
      })
  }
}

/** What they hand over as the rest. */
export function fromRest(passed: Passed, gap: ParameterGap, checker: ts.TypeChecker, add: Add): void {
  const texts = new Set<string>()
  for (const { type } of passed) {
    const text = typeText(widened(type, checker), gap.parameter, checker)
    if (text === null) return
    texts.add(text)
  }
  if (!texts.size || texts.size > 3) return
  add(listOf([...texts]), null, {
    kind: 'call',
    says: `${passed.length} arguments are that`,
    from: passed[0]!.at,
    weight: 2.5,
  })
}
