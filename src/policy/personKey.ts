import type { PersonKey, Policy } from '../model/policy.ts'
import { shown } from './oddCharacter.ts'
import { readPublicKey } from './publicKey.ts'

const OPENPGP = /^openpgp:/i
const DAY_OR_TIME = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/
const DAY_SECONDS = 86_400

/** The key itself, whether or not it has dates. */
export function keyOfPerson(key: PersonKey): string {
  return typeof key === 'string' ? key : key.key
}

/** Whether anybody signs with OpenPGP. */
export function hasOpenPgpKey({ people }: Pick<Policy, 'people'>): boolean {
  return Object.values(people).some(({ keys }) => keys.some(key => OPENPGP.test(keyOfPerson(key))))
}

/**
 * What is wrong with a person's key, in words, or null: the line of an SSH key, or `openpgp:` and the whole
 * fingerprint of a primary key. Shorter names of OpenPGP keys can be made to collide.
 */
export function personKeyProblem(text: string): string | null {
  const read = readPersonKey(text)
  return typeof read === 'string' ? read : null
}

/** A person's key in its one spelling, or in words why the text is none. */
export function readPersonKey(text: string): { key: string } | string {
  if (!OPENPGP.test(text)) return readPublicKey(text)
  const digits = text.slice('openpgp:'.length).replace(/ /g, '').toLowerCase()
  if (/^[0-9a-f]{40}$/.test(digits)) return { key: `openpgp:${digits}` }
  return `must be openpgp: and the 40 hexadecimal digits of a primary key's fingerprint, not "${shown(text)}"`
}

/** What is wrong with a day or point in time, in words, or null. */
export function dateProblem(text: string): string | null {
  const day = DAY_OR_TIME.exec(text)?.[1]
  const at = day === undefined ? Number.NaN : Date.parse(text)
  // V8 reads the 30th of February as a day in March.
  if (day !== undefined && !Number.isNaN(at) && Number(day.slice(8)) === new Date(at).getUTCDate())
    return null
  return `must be a day (2026-12-31) or a time in UTC (2026-12-31T18:00:00Z), not "${shown(text)}"`
}

/** What is wrong with the dates of a key together, in words, or null. */
export function spanProblem({
  from,
  until,
}: {
  from?: string | undefined
  until?: string | undefined
}): string | null {
  const spoilt = [from, until].some(text => text !== undefined && dateProblem(text) !== null)
  if (spoilt || from === undefined || until === undefined || beginning(from) < end(until)) return null
  return `ends (${until}) before it begins (${from}), so that the key never counts`
}

/**
 * Why a key does not count at `now` (seconds since 1970), in words, or null. It is asked at the time of the
 * landing and never at the time of a commit, which whoever has the key may write as it pleases them.
 */
export function keyDateProblem(key: PersonKey, now: number): string | null {
  if (typeof key === 'string') return null
  if (key.from !== undefined && now < beginning(key.from)) return `counts only from ${key.from} on`
  if (key.until !== undefined && now >= end(key.until)) return `counted only until ${key.until}`
  return null
}

function beginning(text: string): number {
  return Math.floor(Date.parse(text) / 1000)
}

/** The last day counts to its end. */
function end(text: string): number {
  return beginning(text) + (text.includes('T') ? 0 : DAY_SECONDS)
}
