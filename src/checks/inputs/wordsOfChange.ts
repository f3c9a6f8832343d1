import type { Frozen } from '../../model/frozen.ts'
import type { Harvest } from './harvest.ts'

/** So many members of a list or an object are replaced. */
const MOST_MEMBERS = 8

/**
 * What becomes of a value with the words of a change in it: a number that is compared with, one less and one more, a text, a property
 * that is read. Where a limit moved by one, no other input tells.
 */
export function withWordsOf(words: Harvest, value: Frozen): Frozen[] {
  const numbers = [...new Set(words.numbers.flatMap(one => [one, one - 1, one + 1]))]
  const given: Frozen[] = [
    ...numbers.filter(one => Number.isFinite(one) && !Object.is(one, -0)),
    ...words.strings,
  ]
  const replace = (one: Frozen, depth: number): Frozen[] => {
    const others = given.filter(other => typeof other === typeof one && other !== one)
    if (typeof one !== 'object' || one === null) return others
    if (depth > 3) return []
    if (one.$ === 'array') {
      const { of } = one
      return of
        .slice(0, MOST_MEMBERS)
        .flatMap((member, at) =>
          isHole(member) ? [] : replace(member, depth + 1).map(next => ({ ...one, of: of.with(at, next) })),
        )
    }
    if (one.$ !== 'object') return []
    const { of } = one
    const inner = of.slice(0, MOST_MEMBERS).flatMap(([name, member], at) =>
      replace(member, depth + 1).map(next => ({
        ...one,
        of: of.with(at, [name, next] as [string, Frozen]),
      })),
    )
    const missing = words.names.filter(name => !of.some(([known]) => known === name))
    const more = missing.flatMap(name =>
      [...given, true].map(next => ({ ...one, of: [...of, [name, next] as [string, Frozen]] })),
    )
    return [...inner, ...more]
  }
  return replace(value, 0)
}

const isHole = (one: Frozen | { $: 'hole' }): one is { $: 'hole' } =>
  typeof one === 'object' && one !== null && one.$ === 'hole'
