import { ts } from 'ts-morph'
import { type Candidate, type Evidence, LEAST, type Say } from './candidate.ts'
import { collect, isOptional } from './collect.ts'
import type { Passed } from './fromCalls.ts'
import { fromElements } from './fromElements.ts'
import { fromGiven } from './fromGiven.ts'
import { fromNames } from './fromNames.ts'
import { fromMembers, fromUses } from './fromUses.ts'
import type { OtherGap } from './otherGaps.ts'
import { isPlain } from './plain.ts'
import { score } from './score.ts'
import { basesOf } from './symbols.ts'
import { noUses, readUse } from './uses.ts'

const NOTHING = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never

/** The types that a property or variable may have, the likeliest first. */
export function candidatesForHeld(gap: OtherGap, evidence: Evidence): Candidate[] {
  const { checker, held, bare } = evidence
  const { given, reads } = held.get(gap.node) ?? { given: [], reads: [] }
  const { found, add, say } = collect(gap, evidence)
  const uses = noUses()
  for (const read of reads) readUse(read, uses, checker)
  const passed: Passed = given.map(at => ({ type: checker.getTypeAtLocation(at), at }))
  fromGiven(gap, passed, checker, add)
  const alone = bare.get(gap.key)
  if (alone && given[0])
    add(
      alone.text,
      null,
      { kind: 'body', says: 'what it begins with is that', from: given[0], weight: 4 },
      alone.needs,
    )
  if (gap.what === 'properties') {
    fromBases(gap, checker, say)
    fromNames(gap, evidence, add)
    fromMembers(gap.node, uses, evidence, say)
  }
  fromUses(uses, checker, say)
  fromElements(gap.node, uses, checker, add)
  const known = passed.filter(({ type }) => !(type.flags & NOTHING))
  const plain = { optional: isOptional(gap), isRest: false }
  for (const one of found.values()) one.score = score(one, uses, known, plain, checker)
  return [...found.values()]
    .filter(one => one.score >= LEAST && isPlain(one.text))
    .sort((a, b) => b.score - a.score)
}

/** What the class or interface declares that it comes from. */
function fromBases({ node }: OtherGap, checker: ts.TypeChecker, say: Say): void {
  const name = (node as ts.PropertyDeclaration).name.getText()
  for (const base of basesOf(node, checker)) {
    const promised = checker.getPropertyOfType(base.type, name)
    if (promised)
      say(checker.getTypeOfSymbol(promised), {
        kind: 'heritage',
        says: `${base.node.expression.getText()} declares it so`,
        from: base.node,
        weight: 9,
      })
  }
}
