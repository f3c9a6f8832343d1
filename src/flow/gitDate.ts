import { Failure } from '../model/failure.ts'

const UNITS: Record<string, string> = { d: 'days', w: 'weeks', m: 'months', y: 'years' }

/**
 * A time as our options take it, as git reads it.
 * @param verb what was called, for the example in the error.
 * @throws Failure for anything else, since git would read it as now without a word.
 */
export function gitDate(since: string, verb = ['policy', 'replay']): string {
  const [, count, unit = ''] = /^(\d{1,4})([dwmy])$/.exec(since) ?? []
  if (count !== undefined) return `${count} ${UNITS[unit]} ago`
  if (/^\d{4}-\d{2}-\d{2}$/.test(since) && !Number.isNaN(Date.parse(since))) return `${since}T00:00:00Z`
  throw new Failure(`--since ${since}: it takes a number of days, weeks, months or years, or a date`, [
    { run: ['git', 'improver', ...verb, '--since', '90d'], where: 'here' },
  ])
}
