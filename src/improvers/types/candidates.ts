import { anything } from './anything.ts'
import { type Add, type Candidate, type Evidence, LEAST, type Say } from './candidate.ts'
import { fromCalls, fromHanded, fromRest, passedTo } from './fromCalls.ts'
import { fromDocs, fromHeritage, fromOverloads, fromTypeParameters } from './fromDeclarations.ts'
import { fromElements } from './fromElements.ts'
import { fromNames, fromTypeNames } from './fromNames.ts'
import { fromCallbacks, fromMembers, fromUses } from './fromUses.ts'
import type { Gap } from './gaps.ts'
import { typeText } from './print.ts'
import { score } from './score.ts'
import { usesOf } from './uses.ts'

/** The types that a parameter may have, the likeliest first. */
export function candidatesFor(gap: Gap, evidence: Evidence): Candidate[] {
  const { checker } = evidence
  const found = new Map<string, Candidate>()
  const add: Add = (said, type, witness) => {
    if (said === null) return
    const text = isOptional(gap) ? said.replace(/ \| undefined(?= \||$)/, '') : said
    if (!isWorthSaying(text)) return
    const reason = { ...witness, from: evidence.spanOf(witness.from) }
    const known = found.get(text)
    if (!known) found.set(text, { text, type, score: 0, because: [reason] })
    else {
      known.type ??= type
      known.because.push(reason)
    }
  }
  const say: Say = (type, witness) => add(typeText(type, gap.parameter, checker), type, witness)
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
    fromMembers(gap, uses, evidence, say)
    fromElements(gap, uses, checker, add)
  }
  fromCallbacks(gap, uses, checker, add)
  for (const one of found.values()) one.score = score(one, uses, passed, gap, checker)
  const likely = [...found.values()].filter(one => one.score >= LEAST)
  return [...likely, ...anything(gap, uses, evidence)].sort((a, b) => b.score - a.score)
}

const isOptional = ({ parameter }: Gap) => Boolean(parameter.questionToken || parameter.initializer)

/** Nothing is said by what anything or nothing is. */
const isWorthSaying = (text: string) =>
  !text.split(' | ').every(one => /^(?:unknown|\{\}|object|Function|null|undefined|void|never)$/.test(one))
