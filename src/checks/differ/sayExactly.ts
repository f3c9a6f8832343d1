import type { Behaviour, Frozen, FrozenThing } from '../../model/frozen.ts'
import type { Witness } from '../../model/trial.ts'
import { sayValue, type Words } from './sayValue.ts'

/** What no code of a test can say; the message says what. */
export class Unsayable extends Error {}

type Thing = Frozen | { $: 'hole' }

/** Says the values of one script as code that makes the same ones: shared objects, and functions that answer by what they are asked. */
export type Exactly = {
  say(value: Frozen): string
  /** Names that stand for objects in two places, to be declared before. */
  names: string[]
  /** How many functions were said. */
  functions: number
}

/**
 * @param chosen what functions were asked, on both sides. @param listens whether functions tell `calls` and `selves` of their calls.
 * @param result the name of what an earlier step came to.
 */
export function openExactly(
  chosen: Witness['chosen'],
  listens: { calls: boolean; selves: boolean; many: boolean },
  result: (of: number) => string,
): Exactly {
  const exactly: Exactly = {
    names: [],
    functions: 0,
    say(value) {
      const { things, shared } = numbersOf(value)
      const first = exactly.names.length
      const name = (number: number) => `shared${first + [...shared].indexOf(number)}`
      exactly.names.push(...[...shared].map(name))
      const words: Words = {
        code: ({ does }) => functionText(does, exactly.functions++),
        same: name,
        result,
        around(thing, text) {
          const number = things.get(thing)
          return number !== undefined && shared.has(number) ? `(${name(number)} = ${text})` : text
        },
      }
      return sayValue(value, words)
    },
  }
  return exactly

  /** A function with parameters of its own, since code may ask how many there are. */
  function functionText(does: Behaviour, number: number): string {
    const async = 'async' in does && does.async ? 'async ' : ''
    const told = [
      ...(listens.calls ? [`calls.push([${listens.many ? `'f${number}', ` : ''}...arguments])`] : []),
      ...(listens.selves ? ['selves.push(this)'] : []),
    ]
    const [given, answer] = answerText(does, number)
    const lines = [...told, answer].join('; ')
    return `${async}function (${given}) { ${lines} }`
  }

  function answerText(does: Behaviour, number: number): [string, string] {
    switch (does.kind) {
      case 'same':
        return ['one', 'return one']
      case 'compares':
        return ['a, b', 'return a < b ? -1 : a > b ? 1 : 0']
      case 'exceeds':
        return ['one', `return one > ${does.than}`]
      case 'equals':
        return ['a, b', 'return a === b']
      case 'throws':
        return ['', `throw new Error(${JSON.stringify(does.message)})`]
      case 'answers':
        return ['', `return ${choiceText(does.of, number)}`]
    }
  }

  function choiceText(of: Frozen[], number: number): string {
    const asked = chosen.filter(one => one.by === number)
    const places = new Set(asked.map(one => one.answer))
    const say = (value: Frozen) => {
      if (JSON.stringify(value).includes('"$":"same"')) throw new Unsayable('an answer in two places')
      return sayValue(value, {
        code: ({ does }) => plainFunction(does),
        same: String,
        result,
        around: (_, text) => text,
      })
    }
    if (!of.length) return 'undefined'
    if (of.length === 1 || places.size < 2) return say(of[[...places][0] ?? 0]!)
    if (asked.some(({ args }) => args === null))
      throw new Unsayable('a function that answers by what cannot be written down')
    const once = new Map(asked.map(one => [JSON.stringify(one.args), one]))
    const pairs = [...once.values()].map(({ args, answer }) => `[${say(args!)}, ${say(of[answer]!)}]`)
    return `[${pairs.join(', ')}].find(([to]) => isDeepStrictEqual(to, [...arguments]))?.[1]`
  }
}

function plainFunction(does: Behaviour): string {
  if (does.kind !== 'same') throw new Unsayable('an answer that is a function')
  return 'one => one'
}

/** The objects of a value by the numbers that `same` means, and those that it does mean. */
function numbersOf(value: Frozen): { things: Map<object, number>; shared: Set<number> } {
  const things = new Map<object, number>()
  const shared = new Set<number>()
  const open = new Set<number>()
  let count = 0
  const visit = (one: Thing): void => {
    if (one === null || typeof one !== 'object') return
    if (/^(?:undefined|hole|number|bigint|symbol|result)$/.test(one.$)) return
    if (one.$ === 'same') {
      if (open.has(one.as)) throw new Unsayable('an object that holds itself')
      shared.add(one.as)
      return
    }
    // A promise is made behind what it gives.
    const number = one.$ === 'promise' ? null : count++
    if (number !== null) open.add(number)
    for (const part of partsOf(one)) visit(part)
    if (number !== null) open.delete(number)
    things.set(one, number ?? count++)
  }
  visit(value)
  return { things, shared }
}

function partsOf(one: FrozenThing | { $: 'hole' }): Thing[] {
  switch (one.$) {
    case 'object':
      return [...one.of.map(([, part]) => part), ...(one.symbols ?? []).flat()]
    case 'array':
    case 'set':
    case 'iterable':
      return one.of
    case 'map':
      return one.of.flat()
    case 'promise':
      return [one.with]
    default:
      return []
  }
}
