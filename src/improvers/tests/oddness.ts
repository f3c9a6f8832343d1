import type { Frozen } from '../../model/frozen.ts'
import type { TestCase } from '../../model/testCase.ts'

/** So many characters more a reader would rather read than one odd value. */
const ODD = 40

/**
 * What the odd values of a case cost to read, in characters: letters of chance and of other scripts, what is nothing within
 * something, numbers that nobody would write. Where a plain case shows the same it is the one to be written.
 */
export function oddness({ steps }: TestCase): number {
  return ODD * steps.reduce((sum, { args }) => sum + oddIn(args, 0), 0)
}

function oddIn(values: readonly unknown[], depth: number): number {
  return values.reduce<number>((sum, value) => sum + odd(value as Frozen, depth), 0)
}

function odd(value: Frozen | { $: 'hole' }, depth: number): number {
  if (typeof value === 'string') return Number(isOddText(value))
  if (typeof value === 'number')
    return Number(Object.is(value, -0) || !/^-?\d{1,6}(?:\.\d{1,2})?$/.test(String(value)))
  if (typeof value !== 'object' || value === null) return 0
  // At the top it is what is asked about: what becomes of nothing.
  if (value.$ === 'undefined' || value.$ === 'number') return Number(depth > 0)
  if (value.$ === 'hole') return 1
  const keys = value.$ === 'object' ? value.of.filter(([key]) => isOddText(key)).length : 0
  const inner = 'of' in value && Array.isArray(value.of) ? value.of.flat() : []
  // The names of an object are counted already.
  const values = value.$ === 'object' ? value.of.map(([, one]) => one) : inner
  return keys + oddIn(values, depth + 1)
}

/** Not what is written by hand: no word, no words, no name, no number. */
function isOddText(text: string): boolean {
  if (/[^\x20-\x7e\n]/.test(text)) return true
  const signs = text.replace(/[\w\s]/g, '').length
  if (text.length > 3 && signs * 3 > text.length) return true
  // Letters big and small, or letters and digits, as they fell.
  return /[a-z][A-Z]{2,}|[A-Z]{2,}[a-z]|\d[A-Za-z]+\d|(?<![A-Za-z])\d+[A-Za-z]/.test(text)
}

/** Of what kind the arguments of an export mostly are, by where they stand. */
export type Kinds = ReadonlyMap<string, string>

/** Reads from cases what an export is mostly called with; of two that are as many, what the first of them has. */
export function usualKinds(cases: TestCase[]): Kinds {
  const counts = new Map<string, Map<string, number>>()
  for (const [place, kind] of cases.flatMap(kindsIn)) {
    const own = counts.get(place) ?? new Map<string, number>()
    counts.set(place, own.set(kind, (own.get(kind) ?? 0) + 1))
  }
  return new Map([...counts].map(([place, own]) => [place, [...own].sort((a, b) => b[1] - a[1])[0]![0]]))
}

/** What it costs to read that arguments are of other kinds: where no types say what may be handed over, much works by chance. */
export function strangeness(of: TestCase, usual: Kinds): number {
  return ODD * kindsIn(of).filter(([place, kind]) => usual.has(place) && usual.get(place) !== kind).length
}

/**
 * Whether a call works by chance alone: several arguments are of other kinds than they mostly are, or one is of a kind that is taken
 * for a text or number of its own making.
 */
export function isStrange(of: TestCase, usual: Kinds): boolean {
  const strange = kindsIn(of).filter(([place, kind]) => usual.has(place) && usual.get(place) !== kind)
  return (
    strange.length > 1 ||
    strange.some(([, kind]) => /^(?:regexp|symbol|date|error|map|set|promise)$/.test(kind))
  )
}

/** Nothing is of no kind: what becomes of it is asked of all. */
function kindsIn({ steps }: TestCase): [place: string, kind: string][] {
  return steps.flatMap(({ path, args }) =>
    args.flatMap((arg, at): [string, string][] => {
      const kind = typeof arg === 'object' && arg !== null ? arg.$ : typeof arg
      return arg === null || kind === 'undefined' ? [] : [[`${path.join('.')} ${at}`, kind]]
    }),
  )
}
