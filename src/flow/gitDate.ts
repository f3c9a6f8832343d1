import { Failure } from '../model/failure.ts'

/** How git names a unit, and how many of it go back to the years that git can count from. */
const UNITS: Record<string, [name: string, most: number]> = {
  d: ['days', 9999],
  w: ['weeks', 2850],
  m: ['months', 650],
  y: ['years', 54],
}

/**
 * A time as our options take it, as git reads it.
 * @param verb what was called, for the example in the error.
 * @throws Failure for anything else, since git would read it as another time without a word: so it does with a day
 *   that no month has, or that is before 1971 or still to come.
 */
export function gitDate(since: string, verb = ['policy', 'replay']): string {
  const [, count = '', unit = ''] = /^(\d{1,4})([dwmy])$/.exec(since) ?? []
  const [name, most = 0] = UNITS[unit] ?? []
  if (name && Number(count) <= most) return `${count} ${name} ago`
  if (/^\d{4}-\d{2}-\d{2}$/.test(since) && isPast(since)) return `${since}T00:00:00Z`
  throw new Failure(
    `--since ${since}: it takes a number of days, weeks, months or years, or a date, since 1971 and not in the future`,
    [{ run: ['git', 'improver', ...verb, '--since', '90d'], where: 'here' }],
  )
}

function isPast(day: string): boolean {
  const date = new Date(day)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return false
  return day >= '1971' && date.getTime() <= Date.now()
}
