import { hash } from 'node:crypto'
import type { Digest } from '../model/change.ts'
import type { Entry, Json } from '../model/entry.ts'

/** Deeper values are refused: no entry needs them and they exhaust the stack of whoever reads them. */
export const MAX_DEPTH = 32

/**
 * The one way to write a JSON value: keys sorted by UTF-16 code unit, no spaces, numbers and strings as
 * ECMAScript prints them (as in RFC 8785). Keys whose value is undefined are left out.
 * @throws TypeError for what JSON can't say: NaN, infinities, functions, nesting over 32 levels.
 */
export function canonicalJson(value: Json | undefined, depth = 0): string {
  if (depth > MAX_DEPTH) throw new TypeError(`nested deeper than ${MAX_DEPTH} levels`)
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value === 'boolean') return `${value}`
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is no JSON number`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(one => canonicalJson(one, depth + 1)).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`${typeof value} is no JSON value`)
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const one = value[key]
    if (one !== undefined) text += `${text && ','}${quoted(key)}:${canonicalJson(one, depth + 1)}`
  }
  return `{${text}}`
}

const NOTHING_TO_ESCAPE = /^[ !#-[\]-~]*$/

/** As JSON.stringify does, several times faster for what the ledger mostly holds. */
function quoted(text: string): string {
  return NOTHING_TO_ESCAPE.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** The line that stands in the note for an entry, without its newline. */
export function entryLine(entry: Entry): string {
  return canonicalJson(entry as unknown as Json)
}

/** What a signature signs and an id names: the entry's line without `sig`. */
export function unsignedLine(entry: Entry): string {
  const { sig: _, ...rest } = entry
  return entryLine(rest)
}

/** The name of an entry: sha256 of its line without `sig`. */
export function entryId(entry: Entry): Digest {
  return lineId(unsignedLine(entry))
}

/** The name of the entry whose line without `sig` this is. */
export function lineId(unsigned: string): Digest {
  return `sha256:${hash('sha256', unsigned, 'hex')}`
}

/** Whether this text is the canonical form of the value that was parsed from it. */
export function isCanonical(value: Json, text: string): boolean {
  // The engine's own printer is ten times faster and prints the same where no key had to be moved.
  if (JSON.stringify(value) === text && hasSortedKeys(value)) return true
  try {
    return canonicalJson(value) === text
  } catch {
    // JSON.parse reads 1e400 as Infinity, which no JSON can say.
    return false
  }
}

function hasSortedKeys(value: Json, depth = 0): boolean {
  // Before the scalars: canonicalJson counts them too, and what it can't print must not pass here.
  if (depth > MAX_DEPTH) return false
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(one => hasSortedKeys(one, depth + 1))
  let last = ''
  for (const key in value) {
    if (key < last || !hasSortedKeys(value[key]!, depth + 1)) return false
    last = key
  }
  return true
}
