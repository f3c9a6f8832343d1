import fc from 'fast-check'
import type { Frozen, FrozenThing } from '../../model/frozen.ts'
import type { Script } from '../../model/trial.ts'
import { datesNear } from './dates.ts'
import type { Harvest } from './harvest.ts'
import { sample } from './sample.ts'

/** What variations are made of: the program's own words, and the scripts that were tried before. */
export type Pool = { harvest: Harvest; scripts: Script[] }

const MOST_STEPS = 12
const MOST_LENGTH = 400

/** Scripts that differ from the pool's in a few places: what a program does with input that is almost right. */
export function vary(pool: Pool, count: number, seed: number): Script[] {
  if (!pool.scripts.length) return []
  const step = stepOf(pool.harvest, sortOut(pool.scripts))
  const variation = fc
    .constantFrom(...pool.scripts)
    .chain(script => fc.constantFrom(1, 1, 2, 3).chain(times => again(script, times, step)))
  return sample(variation, count, seed)
}

function again<T>(value: T, times: number, change: (value: T) => fc.Arbitrary<T>): fc.Arbitrary<T> {
  return times === 0 ? fc.constant(value) : change(value).chain(next => again(next, times - 1, change))
}

/** What scripts hand over in each place of each call, and those of more than one step by what they begin with. */
type Sorted = { given: Map<string, Frozen[]>; longer: Map<string, Script[]> }

function sortOut(scripts: Script[]): Sorted {
  const sorted: Sorted = { given: new Map(), longer: new Map() }
  const put = <T>(map: Map<string, T[]>, key: string, one: T) => {
    const there = map.get(key)
    if (there) there.push(one)
    else map.set(key, [one])
  }
  for (const script of scripts) {
    if (script.steps.length > 1) put(sorted.longer, beginningOf(script), script)
    for (const { path, args } of script.steps)
      for (const [place, arg] of args.entries()) put(sorted.given, placeOf(path, place), arg)
  }
  return sorted
}

const beginningOf = ({ steps: [first] }: Script) => (first ? `${first.does} ${first.path.join()}` : '')
const placeOf = (path: string[], place: number) => `${path.join()} ${place}`

/** One change of one argument, or of the steps that follow the first one. */
function stepOf(harvest: Harvest, { given, longer }: Sorted): (script: Script) => fc.Arbitrary<Script> {
  return script => {
    const places = script.steps.flatMap((step, at) => step.args.map((_, place) => ({ at, place })))
    const ways: { weight: number; arbitrary: fc.Arbitrary<Script> }[] = []
    if (places.length)
      ways.push({
        weight: 8,
        arbitrary: fc.constantFrom(...places).chain(({ at, place }) => {
          const step = script.steps[at]!
          const same = given.get(placeOf(step.path, place)) ?? []
          return argumentOf(step.args[place]!, same, harvest).map(arg => ({
            ...script,
            steps: script.steps.with(at, { ...step, args: step.args.with(place, arg) }),
          }))
        }),
      })
    const others = longer.get(beginningOf(script)) ?? []
    if (others.length)
      ways.push({
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...others), fc.nat(script.steps.length - 1))
          .map(([other, kept]) => spliced(script, other, kept)),
      })
    if (!ways.length) return fc.constant(script)
    return fc.oneof(...ways)
  }
}

/** The argument altered, or another script's in its place. */
function argumentOf(arg: Frozen, same: Frozen[], harvest: Harvest): fc.Arbitrary<Frozen> {
  return fc.oneof(
    { weight: 5, arbitrary: valueNear(arg, harvest, same, 0) },
    { weight: same.length ? 1 : 0, arbitrary: fc.constantFrom(...(same.length ? same : [arg])) },
  )
}

/** The first steps of one, and then what another one does with its own object. */
function spliced(script: Script, other: Script, kept: number): Script {
  const head = script.steps.slice(0, Math.max(1, kept))
  const tail = other.steps.slice(1).filter(step => step.of === 0)
  return { ...script, steps: [...head, ...tail].slice(0, MOST_STEPS) }
}

function valueNear(value: Frozen, harvest: Harvest, same: Frozen[], depth: number): fc.Arbitrary<Frozen> {
  if (typeof value === 'string') return textNear(value, harvest, same)
  if (typeof value === 'number') return numberNear(value, harvest)
  if (typeof value === 'boolean') return fc.constant(!value)
  if (value === null) return fc.constantFrom<Frozen>({ $: 'undefined' }, false, 0, '')
  if (depth > 4) return fc.constant(value)
  const inner = (one: Frozen) => valueNear(one, harvest, same, depth + 1)
  switch (value.$) {
    case 'array':
    case 'set':
    case 'iterable':
      return listNear(value.of as Frozen[], inner).map(of => ({ ...value, of }) as FrozenThing)
    case 'object':
      return propertiesNear(value.of, harvest, inner).map(of => ({ ...value, of }))
    case 'undefined':
      return fc.constantFrom<Frozen>(null, { $: 'object', of: [] }, true)
    case 'number':
      return fc.constantFrom<Frozen>(0, 1, -1)
    case 'date':
      return datesNear(value.ms)
    case 'function':
      return fc.constantFrom<Frozen>(
        ...[true, false, null, 0, ''].map(
          (of): Frozen => ({ $: 'function', does: { kind: 'answers', of: [of] } }),
        ),
        { $: 'function', does: { kind: 'same' } },
        { $: 'function', does: { kind: 'throws', message: 'given' } },
      )
    default:
      return fc.constant(value)
  }
}

/** A text with something put in, taken out, doubled or replaced; or begun here and ended like another one. */
function textNear(text: string, { strings, names }: Harvest, same: Frozen[]): fc.Arbitrary<string> {
  const words = strings.filter(Boolean)
  const others = same.filter((one): one is string => typeof one === 'string' && one !== text)
  const place = fc.nat(text.length)
  const span = fc.tuple(place, place).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [number, number])
  const piece = fc.oneof(
    { weight: words.length ? 4 : 0, arbitrary: fc.constantFrom(...(words.length ? words : [''])) },
    { weight: names.length ? 1 : 0, arbitrary: fc.constantFrom(...(names.length ? names : [''])) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 2 }) },
    { weight: text ? 2 : 0, arbitrary: span.map(([from, to]) => text.slice(from, to)) },
  )
  const put = fc.tuple(span, piece)
  return fc
    .oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(place, piece).map(([at, one]) => text.slice(0, at) + one + text.slice(at)),
      },
      { weight: 2, arbitrary: span.map(([from, to]) => text.slice(0, from) + text.slice(to)) },
      { weight: 2, arbitrary: put.map(([[from, to], one]) => text.slice(0, from) + one + text.slice(to)) },
      {
        weight: others.length ? 2 : 0,
        arbitrary: fc
          .tuple(place, fc.constantFrom(...(others.length ? others : [text])))
          .map(
            ([at, other]) =>
              text.slice(0, at) + other.slice(Math.floor((at * other.length) / (text.length + 1))),
          ),
      },
    )
    .map(one => one.slice(0, MOST_LENGTH))
}

function numberNear(value: number, { numbers }: Harvest): fc.Arbitrary<Frozen> {
  const known = numbers.filter(one => Number.isFinite(one) && !Object.is(one, -0))
  return fc.oneof(
    fc.constantFrom<Frozen>(
      ...[value + 1, value - 1, value * 2, Math.trunc(value / 2) + 0, 0 - value].filter(Number.isFinite),
    ),
    fc.constantFrom<Frozen>(...known, ...known.map(one => one + 1), 0, 1),
    fc.integer({ min: -5, max: 200 }),
  )
}

function listNear(of: Frozen[], inner: (one: Frozen) => fc.Arbitrary<Frozen>): fc.Arbitrary<Frozen[]> {
  if (!of.length) return fc.constantFrom<Frozen[]>(['a'], [1], [null])
  const place = fc.nat(of.length - 1)
  return fc.oneof(
    { weight: 4, arbitrary: place.chain(at => inner(of[at]!).map(next => of.with(at, next))) },
    { weight: 2, arbitrary: place.chain(at => inner(of[at]!).map(next => of.toSpliced(at, 0, next))) },
    { weight: 1, arbitrary: place.map(at => of.toSpliced(at, 1)) },
    { weight: 1, arbitrary: fc.tuple(place, place).map(([a, b]) => of.with(a, of[b]!).with(b, of[a]!)) },
    { weight: 1, arbitrary: place.map(at => [...of, of[at]!]) },
  )
}

function propertiesNear(
  of: [string, Frozen][],
  { names, strings, numbers }: Harvest,
  inner: (one: Frozen) => fc.Arbitrary<Frozen>,
): fc.Arbitrary<[string, Frozen][]> {
  const given = fc.constantFrom<Frozen>(
    true,
    false,
    true,
    '',
    null,
    ...strings.slice(0, 10),
    ...numbers.slice(0, 6).filter(Number.isFinite),
  )
  const set = fc
    .tuple(fc.constantFrom(...(names.length ? names : ['a'])), given)
    .map(([name, one]): [string, Frozen][] => [...of.filter(([known]) => known !== name), [name, one]])
  if (!of.length) return set
  const place = fc.nat(of.length - 1)
  return fc.oneof(
    {
      weight: 4,
      arbitrary: place.chain(at => inner(of[at]![1]).map(next => of.with(at, [of[at]![0], next]))),
    },
    { weight: 3, arbitrary: set },
    { weight: 1, arbitrary: place.map(at => of.toSpliced(at, 1)) },
  )
}
