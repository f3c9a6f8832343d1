import { js, type SlowSite, ts } from './site.ts'

/** Formatters that are made again and again. */
export const formatters: SlowSite[] = [
  ts(
    'intl-constant',
    'a number, in a function',
    `export function subject(values: number[]): string[] {
  return values.map(value => new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(value))
}
`,
    ['[1, 2.345, NaN, -0]', '[]'],
  ),
  ts(
    'intl-constant',
    'an order, for a sort',
    `export const subject = (words: string[]): string[] => [...words].sort(new Intl.Collator('de').compare)
`,
    ["['b', 'ä', 'a', 'z']", '[]'],
  ),
  ts(
    'intl-constant',
    'a constant of the function, asked twice',
    `const unit = 'day'

export const subject = (counts: number[]): string[] => {
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  const first = format.format(counts[0] ?? 0, unit)
  return [first, ...counts.map(count => format.format(count, unit))]
}
`,
    ['[1, -1, 0]', '[]'],
  ),
  js(
    'intl-constant',
    'a day, in a class',
    `import { inspect } from 'node:util'

class Days {
  say(time) {
    const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeZone: 'UTC' })
    return inspect(days.format(time))
  }
}

export const subject = time => new Days().say(time)
`,
    ['0', '1e12'],
  ),
  js(
    'intl-constant',
    'the plural, below a function that is used before',
    `'use strict'

// What is said of how many.
export const one = plural(1)

function plural(count) {
  return new Intl.PluralRules('en').select(count)
}

export const subject = count => [one, plural(count)]
`,
    ['1', '2'],
  ),
]
