import { anything } from './anything.ts'
import { leavesOut } from './calls.ts'
import { type Candidate, type Evidence, LEAST } from './candidate.ts'
import { candidatesForHeld } from './candidatesForHeld.ts'
import { anythingCaught, candidatesForReturn } from './candidatesForReturn.ts'
import { collect, isOptional } from './collect.ts'
import { fromCalls, fromHanded, fromRest, passedTo } from './fromCalls.ts'
import { fromDocs, fromHeritage, fromOverloads, fromTypeParameters } from './fromDeclarations.ts'
import { fromElements } from './fromElements.ts'
import { fromNames, fromTypeNames } from './fromNames.ts'
import { fromCallbacks, fromMembers, fromUses } from './fromUses.ts'
import type { ParameterGap } from './gaps.ts'
import { isJavaScript } from './jsdoc.ts'
import type { Gap } from './otherGaps.ts'
import { score } from './score.ts'
import { usesOf } from './uses.ts'

/** The types that something may have, the likeliest first. */
export function candidatesFor(gap: Gap, evidence: Evidence): Candidate[] {
  switch (gap.what) {
    case 'parameters':
      return candidatesForParameter(gap, evidence)
    case 'catch':
      return anythingCaught(gap, evidence)
    case 'returns':
      return candidatesForReturn(gap, evidence)
    default:
      return candidatesForHeld(gap, evidence)
  }
}

function candidatesForParameter(gap: ParameterGap, evidence: Evidence): Candidate[] {
  const { checker } = evidence
  const { found, add, say } = collect(gap, evidence)
  const uses = usesOf(gap, checker)
  const passed = passedTo(gap, evidence)
  fromHeritage(gap, checker, say)
  fromOverloads(gap, checker, add)
  fromNames(gap, evidence, add)
  fromDocs(gap, checker, add)
  fromTypeParameters(gap, checker, add)
  fromTypeNames(gap, checker, evidence.inScope(gap.parameter), add, say)
  if (gap.parameter.dotDotDotToken) fromRest(passed, gap, checker, add)
  else {
    fromUses(uses, checker, say)
    fromCalls(passed, gap, checker, say)
    fromHanded(gap, evidence, say)
    fromMembers(gap.parameter, uses, evidence, say)
    fromElements(gap.parameter, uses, checker, add)
  }
  fromCallbacks(gap, uses, checker, add)
  const plain = { optional: isOptional(gap), isRest: Boolean(gap.parameter.dotDotDotToken) }
  for (const one of found.values()) one.score = score(one, uses, passed, plain, checker)
  const likely = [...found.values()].filter(one => one.score >= LEAST)
  const all = [...likely, ...anything(gap, uses, evidence)].sort((a, b) => b.score - a.score)
  return isJavaScript(gap.node.getSourceFile()) && isLeftOut(gap, evidence)
    ? all.map(one => ({ ...one, isOmitted: true }))
    : all
}

/** In JavaScript any argument may be left out as long as nothing is said of it. */
function isLeftOut({ owner, parameter }: ParameterGap, { calls }: Evidence): boolean {
  return !parameter.dotDotDotToken && (calls.get(owner) ?? []).some(call => leavesOut(call, parameter))
}
