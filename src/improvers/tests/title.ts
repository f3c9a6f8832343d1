import type { Frozen } from '../../model/frozen.ts'
import type { TestCase } from '../../model/testCase.ts'
import { flat } from './layout.ts'
import { type ValueStyle, valueDoc } from './value.ts'

const MOST_GIVEN = 60
const MOST_RESULT = 40

/**
 * What a test shows, in words: `returns "b" for ["a", "b"], 1`, `throws RangeError for -1`.
 * @param should whether names of tests begin with that word here.
 */
export function titleOf({ steps, outcome }: TestCase, should: boolean, style: ValueStyle): string {
  // The other quote, so that none needs an escape within the name.
  const inner: ValueStyle = { ...style, quote: style.quote === "'" ? '"' : "'" }
  const say = (value: Frozen) => {
    const doc = valueDoc(value, inner)
    return doc === null ? 'a value' : flat(doc, { spaced: true })
  }
  const sayAll = (args: Frozen[]) => cut(args.map(say).join(', '), MOST_GIVEN)
  const last = steps.at(-1)!
  const verb = (plain: string, bare: string) => (should ? `should ${bare}` : plain)
  const does =
    'error' in outcome
      ? `${outcome.how === 'throws' ? verb('throws', 'throw') : verb('rejects with', 'reject with')} ${outcome.error.name}`
      : `${outcome.how === 'gives' ? verb('returns', 'return') : verb('resolves to', 'resolve to')} ${cut(say(outcome.value), MOST_RESULT)}`
  const given = last.args.length ? ` for ${sayAll(last.args)}` : ''
  if (steps.length === 1) return `${does}${given}`
  const before = steps.slice(1, -1).map(({ path, args, does: how }) => {
    const name = path.join('.')
    return how === 'set' ? `${name} = ${sayAll(args)}` : `${name}(${sayAll(args)})`
  })
  const after = before.length ? ` after ${cut(before.join(', '), MOST_GIVEN)}` : ''
  const of = steps[0]!.args.length ? ` of one made with ${sayAll(steps[0]!.args)}` : ''
  return `${last.path.join('.')} ${does}${given}${after || of}`
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3).replace(/[\ud800-\udbff]$/, '')}...`
}
