import fc from 'fast-check'
import type { BytesKind, Frozen, FrozenThing } from '../../model/frozen.ts'
import { dates } from './dates.ts'
import type { Harvest } from './harvest.ts'
import { numbers, sizesIn, strings } from './primitives.ts'
import type { PropertyShape, ValueShape } from './valueShape.ts'

/** What decides which values are made, beside the shape. */
export type Making = {
  harvest: Harvest
  /** What a type parameter stands for in this call. */
  bound(name: string, within: ValueShape): ValueShape
}

type Values = fc.Arbitrary<Frozen>

const DEEPEST = 4
const MOST_ITEMS = 6
/**
 * About how many simple values one value may hold. What is made of parts shares it out among them, so that a wide type within wide
 * types, as what a server calls a request, ends: it would else be a million characters, or never done.
 */
const ROOM = 250
/** With less than this a value is as simple as its type allows: one answer of a function, two members of an object. */
const NARROW = 6

/** Values that a shape allows: those first that the program's own text speaks of, then small ones, then odd ones. */
export function arbitraryOf(shape: ValueShape, making: Making): Values {
  const sizes = sizesIn(making.harvest)
  const text = strings(making.harvest, sizes)
  const number = numbers(making.harvest)
  const primitive: Values = fc.oneof(
    number,
    text,
    // Few, so that the same one comes twice.
    fc.constantFrom<Frozen>(1, 2, 'a', 'b'),
    fc.boolean(),
    of(null),
    thing({ $: 'undefined' }),
  )

  const anything = (depth: number): Values => {
    if (depth >= DEEPEST) return primitive
    const next = anything(depth + 1)
    return fc.oneof(
      { weight: 4, arbitrary: primitive },
      { weight: 2, arbitrary: list(next) },
      { weight: 2, arbitrary: object(keyed(next)) },
      {
        weight: 1,
        arbitrary: fc.oneof(
          dates,
          functions(next, false, 'unknown'),
          thing({ $: 'regexp', source: 'a', flags: 'g' }),
        ),
      },
    )
  }

  const keyed = (value: Values): fc.Arbitrary<[string, Frozen][]> => {
    const known = making.harvest.names.length
      ? fc.constantFrom(...making.harvest.names)
      : fc.constantFrom('a', 'b')
    const key = fc.oneof(
      { weight: 3, arbitrary: known },
      { weight: 1, arbitrary: fc.constantFrom('a', 'b', 'c', '0') },
    )
    return fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 4 })
  }

  const make = (one: ValueShape, depth: number, room: number): Values => {
    if (depth > DEEPEST) return primitive
    switch (one.is) {
      case 'string':
        return text
      case 'number':
        return number
      case 'boolean':
        return fc.boolean()
      case 'bigint':
        return fc.bigInt({ min: -20n, max: 20n }).map(value => ({ $: 'bigint', is: String(value) }))
      case 'symbol':
        return fc.constantFrom(
          { $: 'symbol' as const, name: 'iterator', how: 'known' as const },
          { $: 'symbol' as const, name: 'a', how: 'registered' as const },
        )
      case 'null':
        return of(null)
      case 'undefined':
        return thing({ $: 'undefined' })
      case 'date':
        return dates
      case 'regexp':
        return fc.constantFrom(...[...making.harvest.patterns.slice(0, 5), 'a', '\\d+', '[a-z]'].map(regexp))
      case 'error':
        return fc.constantFrom(error('Error'), error('TypeError'))
      case 'object':
        return fc.oneof(object(keyed(primitive)), list(primitive))
      case 'unknown':
        return anything(room < NARROW ? DEEPEST : room < 4 * NARROW ? Math.max(depth, DEEPEST - 1) : depth)
      case 'literal':
        return of(one.of)
      case 'array':
        return list(make(one.item, depth + 1, room / 3), depth < 2 ? sizes : [])
      case 'tuple': {
        const items = fc.tuple(...one.items.map(item => make(item, depth + 1, room / one.items.length)))
        const rest: fc.Arbitrary<Frozen[]> = one.rest
          ? fc.array(make(one.rest, depth + 1, room / 3), { maxLength: 3 })
          : fc.constant([])
        return fc.tuple(items, rest).map(([first, more]) => ({ $: 'array', of: [...first, ...more] }))
      }
      case 'record':
        return record(one.properties, one.index, depth, room)
      case 'union':
        return one.any.length ? fc.oneof(...one.any.map(member => make(member, depth, room))) : primitive
      case 'map':
        return fc
          .array(fc.tuple(make(one.key, depth + 1, room / 4), make(one.value, depth + 1, room / 4)), {
            maxLength: 4,
          })
          .map(entries => ({ $: 'map', of: entries }))
      case 'set':
        return fc
          .array(make(one.item, depth + 1, room / 4), { maxLength: 4 })
          .map(items => ({ $: 'set', of: items }))
      case 'promise':
        return fc
          .tuple(
            make(one.value, depth + 1, room),
            fc.constantFrom('value' as const, 'value' as const, 'error' as const),
          )
          .map(([value, settles]) => ({
            $: 'promise',
            settles,
            with: settles === 'error' ? error('Error') : value,
          }))
      case 'iterable':
        return fc
          .array(make(one.item, depth + 1, room / 4), { maxLength: MOST_ITEMS })
          .map(items => ({ $: 'iterable', of: items, how: one.how }))
      case 'bytes':
        return bytes(one.kind)
      case 'function': {
        const most = room < NARROW ? 1 : 4
        return functions(make(one.gives, depth + 1, room / most), one.async, one.gives.is, most)
      }
      case 'parameter':
        return make(making.bound(one.name, one.within), depth + 1, room)
    }
  }

  const record = (
    properties: PropertyShape[],
    index: ValueShape | null,
    depth: number,
    room: number,
  ): Values => {
    const taken = room < NARROW ? properties.slice(0, 2) : properties
    const each = room / Math.max(1, taken.length)
    const own = taken.map(({ name, shape: value, optional }): fc.Arbitrary<[string, Frozen][]> => {
      const entry = make(value, depth + 1, each).map((made): [string, Frozen][] => [[name, made]])
      // Left out more often than not: a caller gives one option or two.
      return optional
        ? fc.oneof(
            { weight: 3, arbitrary: fc.constant<[string, Frozen][]>([]) },
            { weight: 2, arbitrary: entry },
          )
        : entry
    })
    const more = index ? keyed(make(index, depth + 1, room / 4)) : fc.constant<[string, Frozen][]>([])
    return fc.tuple(fc.tuple(...own), more).map(([known, others]) => {
      const names = new Set(known.flat().map(([name]) => name))
      return { $: 'object', of: [...known.flat(), ...others.filter(([name]) => !names.has(name))] }
    })
  }

  return make(shape, 0, ROOM)
}

const of = (value: Frozen): Values => fc.constant(value)
const thing = (value: FrozenThing): Values => fc.constant(value)
const regexp = (source: string): FrozenThing => ({ $: 'regexp', source, flags: 'g' })
const error = (name: string): FrozenThing => ({ $: 'error', name, message: 'given' })
const object = (entries: fc.Arbitrary<[string, Frozen][]>): Values =>
  entries.map(list => ({ $: 'object', of: list }))

/** Lists of few different things: what counts, groups or removes doubles needs some. Some are as long as the program's text says. */
function list(item: Values, sizes: number[] = []): Values {
  const long = fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 3 }), fc.constantFrom(...sizes, 0))
    .map(([few, size]) => Array.from({ length: size }, (_, at) => few[at % few.length]!))
  const plain = fc.array(item, { maxLength: MOST_ITEMS })
  const repeating = fc
    .array(item, { minLength: 1, maxLength: 2 })
    .chain(few => fc.array(fc.constantFrom(...few), { minLength: 2, maxLength: MOST_ITEMS }))
  return fc
    .oneof(
      { weight: 6, arbitrary: plain },
      { weight: 2, arbitrary: repeating },
      { weight: sizes.length ? 1 : 0, arbitrary: long },
    )
    .map(items => ({ $: 'array', of: items }))
}

function bytes(kind: BytesKind): Values {
  return fc
    .array(fc.integer({ min: 0, max: 255 }), { maxLength: 8 })
    .map(items => ({ $: 'bytes', kind, of: items }))
}

/** @param kind what it is to give: one that gives back what it is given, or compares, must be allowed to. @param most how many different answers. */
function functions(gives: Values, async: boolean, kind: ValueShape['is'], most = 4): Values {
  const isOpen = !async && (kind === 'unknown' || kind === 'parameter')
  const answers = fc
    .array(gives, { minLength: 1, maxLength: most })
    .map((list): Frozen => ({ $: 'function', does: { kind: 'answers', of: list, async } }))
  return fc.oneof(
    { weight: 6, arbitrary: answers },
    { weight: isOpen ? 2 : 0, arbitrary: thing({ $: 'function', does: { kind: 'same' } }) },
    {
      weight: isOpen || (!async && kind === 'number') ? 1 : 0,
      arbitrary: thing({ $: 'function', does: { kind: 'compares' } }),
    },
    { weight: 1, arbitrary: thing({ $: 'function', does: { kind: 'throws', message: 'given', async } }) },
  )
}
