import fc from 'fast-check'
import type { BytesKind, Frozen, FrozenThing } from '../../model/frozen.ts'
import type { Harvest } from './harvest.ts'
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
const ODD_STRINGS = [
  '',
  ' ',
  'a',
  'b',
  'A',
  'ab',
  'a b',
  'fooBar',
  'foo-bar_baz',
  ' x ',
  '0',
  '-1',
  '1e3',
  'é',
  '𝒳y',
  '__proto__',
  'constructor',
  'a.b[0]',
]
const ODD_NUMBERS = [0, 1, -1, 2, 0.5, -0.5, 1.5, 10, 1e21, 2 ** 31, 2 ** 53, 1e-7]

/** Values that a shape allows: those first that the program's own text speaks of, then small ones, then odd ones. */
export function arbitraryOf(shape: ValueShape, making: Making): Values {
  const text = strings(making.harvest)
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
        arbitrary: fc.oneof(dates, functions(next, false), thing({ $: 'regexp', source: 'a', flags: 'g' })),
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

  const make = (one: ValueShape, depth: number): Values => {
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
        return anything(depth)
      case 'literal':
        return of(one.of)
      case 'array':
        return list(make(one.item, depth + 1))
      case 'tuple': {
        const items = fc.tuple(...one.items.map(item => make(item, depth + 1)))
        const rest: fc.Arbitrary<Frozen[]> = one.rest
          ? fc.array(make(one.rest, depth + 1), { maxLength: 3 })
          : fc.constant([])
        return fc.tuple(items, rest).map(([first, more]) => ({ $: 'array', of: [...first, ...more] }))
      }
      case 'record':
        return record(one.properties, one.index, depth)
      case 'union':
        return one.any.length ? fc.oneof(...one.any.map(member => make(member, depth))) : primitive
      case 'map':
        return fc
          .array(fc.tuple(make(one.key, depth + 1), make(one.value, depth + 1)), { maxLength: 4 })
          .map(entries => ({ $: 'map', of: entries }))
      case 'set':
        return fc.array(make(one.item, depth + 1), { maxLength: 4 }).map(items => ({ $: 'set', of: items }))
      case 'promise':
        return fc
          .tuple(
            make(one.value, depth + 1),
            fc.constantFrom('value' as const, 'value' as const, 'error' as const),
          )
          .map(([value, settles]) => ({
            $: 'promise',
            settles,
            with: settles === 'error' ? error('Error') : value,
          }))
      case 'iterable':
        return fc
          .array(make(one.item, depth + 1), { maxLength: MOST_ITEMS })
          .map(items => ({ $: 'iterable', of: items, how: one.how }))
      case 'bytes':
        return bytes(one.kind)
      case 'function':
        return functions(make(one.gives, depth + 1), one.async)
      case 'parameter':
        return make(making.bound(one.name, one.within), depth + 1)
    }
  }

  const record = (properties: PropertyShape[], index: ValueShape | null, depth: number): Values => {
    const own = properties.map(({ name, shape: value, optional }): fc.Arbitrary<[string, Frozen][]> => {
      const entry = make(value, depth + 1).map((made): [string, Frozen][] => [[name, made]])
      // Left out more often than not: a caller gives one option or two.
      return optional
        ? fc.oneof(
            { weight: 3, arbitrary: fc.constant<[string, Frozen][]>([]) },
            { weight: 2, arbitrary: entry },
          )
        : entry
    })
    const more = index ? keyed(make(index, depth + 1)) : fc.constant<[string, Frozen][]>([])
    return fc.tuple(fc.tuple(...own), more).map(([known, others]) => {
      const names = new Set(known.flat().map(([name]) => name))
      return { $: 'object', of: [...known.flat(), ...others.filter(([name]) => !names.has(name))] }
    })
  }

  return make(shape, 0)
}

const of = (value: Frozen): Values => fc.constant(value)
const thing = (value: FrozenThing): Values => fc.constant(value)
const regexp = (source: string): FrozenThing => ({ $: 'regexp', source, flags: 'g' })
const error = (name: string): FrozenThing => ({ $: 'error', name, message: 'given' })
const object = (entries: fc.Arbitrary<[string, Frozen][]>): Values =>
  entries.map(list => ({ $: 'object', of: list }))

const dates: Values = fc.constantFrom<Frozen>(
  { $: 'date', ms: 0 },
  { $: 'date', ms: 951_827_696_789 },
  { $: 'date', ms: 1_709_210_096_789 },
  { $: 'date', ms: null },
)

/** Lists of few different things: what counts, groups or removes doubles needs some. */
function list(item: Values): Values {
  const plain = fc.array(item, { maxLength: MOST_ITEMS })
  const repeating = fc
    .array(item, { minLength: 1, maxLength: 2 })
    .chain(few => fc.array(fc.constantFrom(...few), { minLength: 2, maxLength: MOST_ITEMS }))
  return fc
    .oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: repeating })
    .map(items => ({ $: 'array', of: items }))
}

function bytes(kind: BytesKind): Values {
  return fc
    .array(fc.integer({ min: 0, max: 255 }), { maxLength: 8 })
    .map(items => ({ $: 'bytes', kind, of: items }))
}

function functions(gives: Values, async: boolean): Values {
  const answers = fc
    .array(gives, { minLength: 1, maxLength: 4 })
    .map((list): Frozen => ({ $: 'function', does: { kind: 'answers', of: list, async } }))
  return fc.oneof(
    { weight: 6, arbitrary: answers },
    { weight: 2, arbitrary: thing({ $: 'function', does: { kind: 'same' } }) },
    { weight: 1, arbitrary: thing({ $: 'function', does: { kind: 'compares' } }) },
    { weight: 1, arbitrary: thing({ $: 'function', does: { kind: 'throws', message: 'given', async } }) },
  )
}

function numbers({ numbers: known }: Harvest): Values {
  const near = known.flatMap(one => [one, one + 1, one - 1, -one])
  const odd: Frozen[] = [
    ...ODD_NUMBERS,
    { $: 'number', is: 'NaN' },
    { $: 'number', is: 'Infinity' },
    { $: 'number', is: '-Infinity' },
    { $: 'number', is: '-0' },
  ]
  return fc.oneof(
    { weight: near.length ? 3 : 0, arbitrary: fc.constantFrom<Frozen>(...near.map(plain), 0) },
    { weight: 4, arbitrary: fc.integer({ min: -3, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -400, max: 400 }).map(one => one / 4) },
    { weight: 2, arbitrary: fc.constantFrom<Frozen>(...odd) },
  )
}

/** A number as JSON keeps it. */
function plain(one: number): Frozen {
  if (Object.is(one, -0)) return { $: 'number', is: '-0' }
  return Number.isFinite(one) ? one : { $: 'number', is: String(one) as 'NaN' }
}

function strings({ strings: known, patterns, names }: Harvest): fc.Arbitrary<string> {
  const words = [...known, ...names].length ? fc.constantFrom(...known, ...names) : fc.constantFrom('a', 'b')
  const matching = patterns.flatMap(source => matchesOf(source))
  const piece = fc.oneof(
    { weight: 3, arbitrary: words },
    { weight: 2, arbitrary: fc.constantFrom(...ODD_STRINGS) },
    { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    ...matching.map(arbitrary => ({ weight: 1, arbitrary })),
  )
  return fc.oneof(
    // Few, so that one step names what another one made.
    { weight: 2, arbitrary: fc.constantFrom('a', 'b') },
    { weight: 3, arbitrary: piece },
    { weight: 2, arbitrary: fc.array(piece, { minLength: 2, maxLength: 4 }).map(parts => parts.join('')) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_STRINGS) },
  )
}

/** Texts that a regular expression matches; none for what the generator cannot read. */
function matchesOf(source: string): fc.Arbitrary<string>[] {
  try {
    return [fc.stringMatching(new RegExp(source), { maxLength: 12 } as object)]
  } catch {
    return []
  }
}
