import type { Frozen } from '../../model/frozen.ts'
import type { Harvest } from '../inputs/harvest.ts'
import type { ValueShape } from '../inputs/valueShape.ts'

const MOST = 7
const DEEPEST = 3

/**
 * Few values of a shape that read well, the plainest first: what a person would write down to show what a function does.
 * @param harvest words of the program itself, of which some are among them.
 */
export function niceValues(shape: ValueShape, harvest: Harvest, depth = 0): Frozen[] {
  const inner = (one: ValueShape) => (depth < DEEPEST ? niceValues(one, harvest, depth + 1) : [1])
  switch (shape.is) {
    case 'string':
      return [...new Set(['abc', 'Hello World', '', ...words(harvest), 'a'])].slice(0, MOST + 4)
    case 'number':
      return [...new Set([2, 0, 1, -1, 5, ...numbers(harvest), 10, 1.5])].slice(0, MOST + 4)
    case 'boolean':
      return [true, false]
    case 'bigint':
      return ['1', '0', '-3'].map(is => ({ $: 'bigint', is }))
    case 'null':
      return [null]
    case 'undefined':
      return [{ $: 'undefined' }]
    case 'literal':
      return [shape.of]
    case 'date':
      return [Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 29, 12), Date.UTC(2023, 11, 31, 23, 59, 59)].map(
        ms => ({
          $: 'date',
          ms,
        }),
      )
    case 'regexp':
      return [{ $: 'regexp', source: 'a', flags: '' }]
    case 'error':
      return [{ $: 'error', name: 'Error', message: 'given' }]
    case 'array':
      return lists(inner(shape.item)).map(of => ({ $: 'array', of }))
    case 'set':
      return lists(inner(shape.item)).map(of => ({ $: 'set', of }))
    case 'tuple':
      return combine(shape.items.map(inner)).map(of => ({ $: 'array', of }))
    case 'map': {
      const values = inner(shape.value)
      return lists(inner(shape.key)).map(keys => ({
        $: 'map',
        of: keys.map((key, at): [Frozen, Frozen] => [key, values[at % values.length]!]),
      }))
    }
    case 'record': {
      const needed = shape.properties.filter(one => !one.optional)
      const base = combine(needed.map(one => inner(one.shape))).map(values =>
        needed.map(({ name }, at): [string, Frozen] => [name, values[at]!]),
      )
      const [first = []] = base
      // One option after the other: together they would hide each other.
      const options = shape.properties
        .filter(one => one.optional)
        .flatMap(({ name, shape: value }) =>
          inner(value)
            .filter(one => !isUndefined(one))
            .slice(0, 2)
            .map((one): [string, Frozen][] => [...first, [name, one]]),
        )
      const index = shape.index
        ? lists(inner(shape.index)).map(values =>
            values.map((one, at): [string, Frozen] => ['abc'[at]!, one]),
          )
        : []
      return [...base.slice(0, 4), ...options.slice(0, 16), ...index].map(of => ({ $: 'object', of }))
    }
    case 'union':
      return inTurn(shape.any.map(one => niceValues(one, harvest, depth))).slice(0, 12)
    case 'promise':
      return inner(shape.value)
        .slice(0, 2)
        .map(one => ({ $: 'promise', settles: 'value', with: one }))
    case 'function': {
      const answers = inner(shape.gives)
        .slice(0, 3)
        .map(
          (one): Frozen => ({
            $: 'function',
            does: { kind: 'answers', of: [one], ...(shape.async && { async: true }) },
          }),
        )
      if (shape.async) return answers
      if (shape.gives.is === 'boolean' || isBoolean(shape.gives)) return [...TESTS, ...answers]
      const isOpen = /^(?:unknown|parameter|number|string|union)$/.test(shape.gives.is)
      return isOpen ? [{ $: 'function', does: { kind: 'same' } }, ...answers, ...TESTS.slice(0, 1)] : answers
    }
    case 'parameter':
      return shape.within.is === 'unknown' ? [1, 2, 3, 'a'] : niceValues(shape.within, harvest, depth)
    case 'object':
      return [
        {
          $: 'object',
          of: [
            ['a', 1],
            ['b', 2],
          ],
        },
        { $: 'object', of: [] },
        { $: 'object', of: [['a', { $: 'object', of: [['b', 'c']] }]] },
      ]
    case 'unknown':
      return [
        'abc',
        1,
        { $: 'array', of: [1, 2, 3] },
        {
          $: 'object',
          of: [
            ['a', 1],
            ['b', { $: 'array', of: [2] }],
          ],
        },
        null,
        { $: 'undefined' },
        true,
        0,
        '',
      ]
    default:
      return []
  }
}

/** What says yes to some and no to others. */
const TESTS: Frozen[] = [
  { $: 'function', does: { kind: 'exceeds', than: 1 } },
  { $: 'function', does: { kind: 'equals' } },
]

/** A type of true and false is a union to the compiler. */
function isBoolean(shape: ValueShape): boolean {
  return shape.is === 'union' && shape.any.every(one => one.is === 'literal' && typeof one.of === 'boolean')
}

/** Values for several places: all plain, then one place after the other with its others, then some of both. */
export function combine(places: Frozen[][]): Frozen[][] {
  if (places.some(values => !values.length)) return []
  const plain = places.map(values => values[0] as Frozen)
  const varied = places.flatMap((values, at) => values.slice(1).map(one => plain.with(at, one)))
  const longest = Math.max(0, ...places.map(values => values.length))
  const slanted = Array.from({ length: longest }, (_, at) =>
    places.map((values, place) => values[(at + place) % values.length] as Frozen),
  )
  const crossed =
    places.length === 2 ? (places[0] ?? []).flatMap(one => places[1]!.map(two => [one, two])) : []
  return [plain, ...varied, ...slanted, ...crossed]
}

function lists(items: Frozen[]): Frozen[][] {
  const [a, b, c] = items
  if (a === undefined) return [[]]
  const few = [a, b ?? a, c ?? a]
  return [few, [], [a], [few[1]!, a], [a, a, few[1]!], [few[2]!, few[1]!, a, few[1]!], items.slice(0, 6)]
}

/** The first of each, then the second of each. */
function inTurn(all: Frozen[][]): Frozen[] {
  const longest = Math.max(0, ...all.map(one => one.length))
  const turns = Array.from({ length: longest }, (_, at) => all.flatMap(one => one.slice(at, at + 1)))
  return turns.flat()
}

const words = ({ strings }: Harvest) => strings.filter(one => /^[\x20-\x7e]{1,24}$/.test(one)).slice(0, 6)
const numbers = (from: Harvest) =>
  from.numbers.filter(one => Number.isInteger(one) && Math.abs(one) < 1e6).slice(0, 6)

function isUndefined(value: Frozen): boolean {
  return typeof value === 'object' && value !== null && value.$ === 'undefined'
}
