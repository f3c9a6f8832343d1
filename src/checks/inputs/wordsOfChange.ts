import type { Frozen } from '../../model/frozen.ts'
import type { Script } from '../../model/trial.ts'
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
      [...given, true, false].map(next => ({ ...one, of: [...of, [name, next] as [string, Frozen]] })),
    )
    return [...inner, ...more]
  }
  return replace(value, 0)
}

/**
 * Scripts that hand over one object more, with a property that the change reads: options are left out by nearly every call, and what
 * hangs on one is then seen by none. Some of them hand over more than is taken.
 */
export function withOptionsOf({ names }: Harvest, script: Script): Script[] {
  return script.steps.flatMap((step, at) => {
    const takesOne = (step.does === 'call' || step.does === 'new') && step.args.length <= MOST_MEMBERS
    if (!takesOne || step.args.some(isObject)) return []
    return names.flatMap(name =>
      [true, false].map(value => {
        const options: Frozen = { $: 'object', of: [[name, value]] }
        return { ...script, steps: script.steps.with(at, { ...step, args: [...step.args, options] }) }
      }),
    )
  })
}

const isObject = (one: Frozen) => typeof one === 'object' && one !== null && one.$ === 'object'

const isHole = (one: Frozen | { $: 'hole' }): one is { $: 'hole' } =>
  typeof one === 'object' && one !== null && one.$ === 'hole'
