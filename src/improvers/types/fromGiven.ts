import { ts } from 'ts-morph'
import type { Add } from './candidate.ts'
import { type Passed, widened } from './fromCalls.ts'
import type { OtherGap } from './otherGaps.ts'
import { type Printed, printed } from './print.ts'

/** How many kinds of value are more than one that has no name yet. */
const MOST = 3

type Part = Printed & { type: ts.Type; at: ts.Expression; count: number }

/** What is assigned to something, all of it: nothing where one of these is not known. */
export function fromGiven(gap: OtherGap, passed: Passed, checker: ts.TypeChecker, add: Add): void {
  const parts = new Map<string, Part>()
  const missing = new Set<string>()
  for (const { type, at } of passed) {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return
    for (const one of type.isUnion() ? type.types : [type]) {
      if (one.flags & ts.TypeFlags.Null) missing.add('null')
      if (one.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) missing.add('undefined')
    }
    const present = checker.getNonNullableType(type)
    if (present.flags & (ts.TypeFlags.Never | ts.TypeFlags.Void) || isEmpty(at)) continue
    const wide = widened(present, checker)
    const said = printed(wide, gap.node, checker)
    if (!said) return
    const known = parts.get(said.text)
    if (known) known.count += 1
    else parts.set(said.text, { ...said, type: wide, at, count: 1 })
  }
  const all = [...parts.values()]
  const widest = all.filter(
    one => !all.some(other => other !== one && checker.isTypeAssignableTo(one.type, other.type)),
  )
  const [first] = widest
  if (!first || widest.length > MOST) return
  const count = all.reduce((sum, one) => sum + one.count, 0)
  const propose = (more: string[], weight: number) => {
    const isOne = widest.length + more.length === 1
    const words = widest.map(({ text }) => (text.includes('=>') && !isOne ? `(${text})` : text))
    const text = [...words, ...more].join(' | ')
    add(
      text,
      isOne ? first.type : null,
      {
        kind: 'assigned',
        says: count > 1 ? `${count} places give it that` : 'one place gives it that',
        from: first.at,
        weight,
      },
      widest.flatMap(({ needs }) => needs),
    )
  }
  const weight = count > 1 ? 3.2 : 2.4
  const more = [...missing].sort()
  propose(more, weight)
  // What is not there from the start is nothing until it is.
  if (!missing.has('undefined')) propose([...more, 'undefined'], weight - 0.2)
}

/** What holds nothing yet says nothing of what it will. */
const isEmpty = (node: ts.Expression) =>
  (ts.isArrayLiteralExpression(node) && !node.elements.length) ||
  (ts.isObjectLiteralExpression(node) && !node.properties.length)
