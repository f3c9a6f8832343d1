import fc from 'fast-check'
import type { Frozen } from '../../model/frozen.ts'
import type { Harvest } from './harvest.ts'
import { sample } from './sample.ts'

/** What is this long is made anyway; what is longer than that is no example that anybody reads. */
const SHORT = 6
const MOST_LENGTH = 260
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
  'e\u0301',
  'İI',
  'Straße',
  '\u00a0x\u2003',
  '__proto__',
  'constructor',
  'a.b[0]',
]
const ODD_NUMBERS = [0, 1, -1, 2, 0.5, -0.5, 1.5, 10, 1e21, 2 ** 31, 2 ** 53, 1e-7]

/** Numbers: those near to what the program's text speaks of, small ones, and odd ones. */
export function numbers({ numbers: known }: Harvest): fc.Arbitrary<Frozen> {
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

/** How many parts something may have to be just below, at and above what the program's text speaks of. */
export function sizesIn({ numbers: known }: Harvest): number[] {
  const near = known.filter(one => Number.isInteger(one) && one > SHORT && one <= MOST_LENGTH)
  return [...new Set(near.flatMap(one => [one - 1, one, one + 1]))].slice(0, 12)
}

/** Texts: of the program's own words, of what its patterns match, as long as it says, and odd ones. @param sizes from `sizesIn`. */
export function strings({ strings, patterns, names }: Harvest, sizes: number[]): fc.Arbitrary<string> {
  const words = [...strings, ...names].length
    ? fc.constantFrom(...strings, ...names)
    : fc.constantFrom('a', 'b')
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
    {
      weight: sizes.length ? 1 : 0,
      arbitrary: fc
        .tuple(piece, fc.constantFrom(...sizes, 0))
        .map(([part, size]) => (part || 'a').repeat(size).slice(0, size)),
    },
  )
}

/** A text that a pattern matches is cut here. */
const MOST_MATCHED = 200

/** Tries before a pattern is believed to have texts, and numbers drawn for each. */
const TRIES = 24
const MOST_DRAWN = 2_000

/** By their source: each text that is made asks for them again. */
const generators = new Map<string, fc.Arbitrary<string>[]>()

/**
 * Texts that a regular expression matches; none for what the generator cannot read, or finds no text for, or what repeats something too
 * often. How long they are is left to the pattern: to ask for short ones is to wait for ever where it has none.
 */
function matchesOf(source: string): fc.Arbitrary<string>[] {
  const there = generators.get(source)
  if (there) return there
  const made = findMatches(source)
  generators.set(source, made)
  return made
}

function findMatches(source: string): fc.Arbitrary<string>[] {
  const times = [...source.matchAll(/\{(\d+)/g)].reduce(
    (product, [, least]) => product * Math.max(1, Number(least)),
    1,
  )
  if (times > MOST_MATCHED) return []
  try {
    const texts = fc.stringMatching(new RegExp(source), { size: 'xsmall' })
    if (sample(texts, TRIES, 1, MOST_DRAWN).length < TRIES) return []
    return [texts.map(text => text.slice(0, MOST_MATCHED))]
  } catch {
    return []
  }
}
