import type { Frozen } from '../../model/frozen.ts'
import type { TestCase } from '../../model/testCase.ts'
import type { Kept, Script } from '../../model/trial.ts'
import { fits } from '../inputs/fits.ts'
import type { ValueShape } from '../inputs/valueShape.ts'
import type { ExportedCode } from './openExports.ts'

/** What a function may do to its arguments by its name or its words. */
const ALTERS =
  /^(?:assign|append|apply|clear|copy|defaults?|define|delete|enqueue|dequeue|extend|fill|init|insert|merge|move|mutate|omit|patch|pop|prepend|pull|push|put|remove|replace|reset|reverse|set|shift|shuffle|sort|splice|swap|toggle|unset|unshift|update|write|add)|InPlace$|^on[A-Z]/
const SAYS_ALTERS = /\bmutat|\bin[- ]place\b|\bmodif|\balter(?:s|ed|ing)\b|\bdestructive/i

/** What was seen of one call beside what a test would state. */
export type Seen = { script: Script; kept: Kept; outcome: TestCase['outcome'] }

/**
 * Why what a call came to looks like a fault, in words that follow the call; null where it does not. What looks like one is told and
 * not written down as what ought to be.
 * @param isTyped whether types say what may be handed over, so that what they allow ought to work.
 */
export function suspicion(
  { script, kept, outcome }: Seen,
  { name, doc, returns, surface }: Pick<ExportedCode, 'name' | 'doc' | 'returns' | 'surface'>,
  isTyped: boolean,
): string | null {
  const args = script.steps.flatMap(step => step.args)
  const given = JSON.stringify(args)
  // What a function answers that was made up for the call is no fault of what calls it.
  const isMadeUp = given.includes('"$":"function"')
  if (kept.altered.length && !ALTERS.test(name) && !SAYS_ALTERS.test(doc) && surface.kind === 'function')
    return `alters its ${ordinal(kept.altered[0]!)} argument, which neither its name nor its documentation says`
  if ('error' in outcome) {
    const { error } = outcome
    const [does, isSaid] = [outcome.how === 'throws' ? 'throws' : 'rejects with', statedErrors(doc)]
    if (error.engine && /^(?:TypeError|ReferenceError)$/.test(error.name) && isTyped && !isMadeUp)
      return `${does} a ${error.name} of JavaScript's own, for what the types allow`
    if (!error.engine && isSaid.length && !isSaid.includes(error.name) && isTyped)
      return `${does} ${error.name}, and its documentation says ${isSaid.join(', ')}`
    return null
  }
  const { value } = outcome
  if (isMadeUp) return null
  const texts = JSON.stringify(value)
  if (texts.includes('"is":"NaN"') && !/"is":"(?:NaN|-?Infinity)"/.test(given))
    return isNoNumber(value) ? 'gives NaN' : 'gives NaN within its result'
  if (texts.includes('"$":"date","ms":null') && !given.includes('"$":"date","ms":null'))
    return 'gives a date that is none'
  if (texts.includes('[object Object]') && !given.includes('[object Object]'))
    return 'gives a text with [object Object] in it'
  // Alone it may be what a function is there to say, as the name of a type is.
  const [, slip] = /\b(undefined|NaN|Invalid Date)\b/.exec(textsOf(value).join('\n')) ?? []
  if (slip && !given.includes(slip)) return `gives a text with ${slip} in it`
  const said = script.steps.length === 1 ? returns : null
  if (said && isTyped && !fitsAll(value, said))
    return `gives ${short(value)}, which is not of the type that it says it gives`
  return null
}

/** Names of the errors that a documentation comment says are thrown. */
function statedErrors(doc: string): string[] {
  return [...doc.matchAll(/@(?:throws|exception)\s+\{\s*([\w$]+)\s*\}/g)].map(([, name]) => name!)
}

/** A description of a type leaves out what it cannot say, and takes it for anything. */
function fitsAll(value: Frozen, shape: ValueShape): boolean {
  return shape.is === 'symbol' || shape.is === 'iterable' || shape.is === 'function' || fits(value, shape)
}

/** All texts in a value that are more than one word. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return /\S\s+\S/.test(value) && value !== 'Invalid Date' ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

function isNoNumber(value: Frozen): boolean {
  return typeof value === 'object' && value !== null && value.$ === 'number' && value.is === 'NaN'
}

function short(value: Frozen): string {
  if (typeof value === 'object' && value !== null) return value.$ === 'number' ? value.is : value.$
  return JSON.stringify(value).slice(0, 40)
}

const ordinal = (at: number) => ['first', 'second', 'third'][at] ?? `${at + 1}th`
