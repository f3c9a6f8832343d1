import { ts } from 'ts-morph'
import { defaultFacts } from './defaults.ts'
import { changeFacts, environmentFact, limitFacts, unitFacts } from './effects.ts'
import { exitsOf } from './exits.ts'
import type { Fact } from './fact.ts'
import type { FileNames } from './file.ts'
import { namesOf } from './names.ts'
import { predicateFact } from './predicate.ts'
import { chainingFact, returnFacts, searchFact } from './returns.ts'
import type { Subject } from './subject.ts'
import { throwFact, throwFacts } from './throws.ts'

/**
 * Everything that can be said of a subject from its own body. Where overloads carry the comment, only
 * what names none but the parameters of the first of them.
 */
export function factsOf(subject: Subject, file: FileNames): Fact[] {
  const { body: fn } = subject
  const names = namesOf(file, fn)
  const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0
  const exits = fn.asteriskToken ? [] : exitsOf(fn, names)
  const throws = throwFacts(exits, isAsync)
  const areThrowsSaid = exits.every(
    exit => exit.kind === 'return' || throws.some(fact => fact.says === throwFact(exit, isAsync)?.says),
  )
  const facts: (Fact | null)[] = [
    ...limitFacts(names),
    ...unitFacts(names),
    ...defaultFacts(names),
    ...changeFacts(subject.name, names),
    environmentFact(names),
    ...throws,
  ]
  if (subject.kind !== 'constructor' && !fn.asteriskToken) {
    const predicate = predicateFact(subject.name, names, isAsync)
    const search = searchFact(fn, exits, isAsync)
    facts.push(...(predicate ? [predicate] : []), ...returnFacts(exits, isAsync, areThrowsSaid), search)
    if (subject.kind === 'method' || subject.symbol.includes('.'))
      facts.push(chainingFact(fn, exits, isAsync))
  }
  const isKnown = (fact: Fact | null): fact is Fact =>
    fact !== null && isSayable(fact) && !isForeign(fact, subject)
  const subjectNames = [...names.called.keys()]
  const known = facts.filter(isKnown).map(fact => ({ ...fact, subjectNames }))
  return isPair(subject) ? known.flatMap(fact => ofSetting(fact, fn)) : known
}

/** Whether one comment above a getter speaks of its setter as well. */
const isPair = ({ anchor, body }: Subject) => ts.isGetAccessor(anchor) && ts.isSetAccessor(body)

/** What is true of setting, as who reads of the property has to be told it: its parameter has no name for them, and no tag is about it. */
function ofSetting({ error: _, parameter: __, returned: ___, ...fact }: Fact, fn: Subject['body']): Fact[] {
  const name = fn.parameters[0]?.name.getText() ?? ''
  const says = `Setting it ${fact.says.charAt(0).toLowerCase()}${fact.says.slice(1)}`
  const told = says.replaceAll(`\`${name}\``, 'the new value')
  const isTold = /^Setting it (?:throws|can throw|sets|may set|deletes|does nothing)\b/.test(told)
  return isTold && !new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`).test(told)
    ? [{ ...fact, says: told }]
    : []
}

function isSayable({ says }: Fact): boolean {
  return says.length <= 220 && !/[@\r\n]|\*\/|[^\x20-\x7e]/.test(says)
}

/** Whether a fact names a parameter that the documented overload does not have. */
function isForeign(fact: Fact, subject: Subject): boolean {
  const [first] = subject.overloads
  if (!first) return false
  const known = new Set(first.parameters.map(parameter => parameter.name.getText()))
  const others = subject.body.parameters
    .map(parameter => parameter.name.getText())
    .filter(name => !known.has(name))
  if (others.some(name => new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`).test(fact.says))) return true
  // What one overload returns in a case may be impossible for another.
  return fact.kind === 'returns' || (subject.overloads.length > 1 && fact.kind === 'default')
}
