import type { Oid } from '../model/change.ts'
import type { Entry, Filed, Json, Unreadable } from '../model/entry.ts'
import { canonicalJson, entryId } from './canonical.ts'
import { checkEntry } from './checkEntry.ts'

/** A longer line is not read; one entry is ids, digests and figures. In bytes. */
export const MAX_LINE = 65_536
/** A longer note is not read, so that one push can't exhaust whoever reads the ledger. In bytes. */
export const MAX_NOTE = 16 * 1024 * 1024
/** How much of an unreadable line is shown. The whole of it stays in the note. */
const SHOWN = 4_096

/**
 * Reads one line of a note. A line counts only when it is exactly what we would print for the value it
 * holds: doubled keys, odd numbers and escapes, anything two readers could take differently, all fail here.
 * @param line without its newline.
 * @param on the object whose note holds it.
 * @returns the entry with its id, or the line and why it is none. Never throws.
 */
export function parseEntry(line: string, on: Oid): Filed | Unreadable {
  const size = Buffer.byteLength(line)
  if (size > MAX_LINE) return unreadable(line, on, `${size} bytes long; the limit is ${MAX_LINE}`)
  let value: Json
  try {
    value = JSON.parse(line)
  } catch {
    return unreadable(line, on, 'no JSON')
  }
  const fault = checkEntry(value)
  if (fault) return unreadable(line, on, fault)
  if (!isCanonical(value, line))
    return unreadable(line, on, 'not in canonical form (sorted keys, no spaces, no doubled key)')
  const entry = value as unknown as Entry
  return { id: entryId(entry), on, entry }
}

function isCanonical(value: Json, line: string): boolean {
  try {
    return canonicalJson(value) === line
  } catch {
    // JSON.parse reads 1e400 as Infinity, which no JSON can say.
    return false
  }
}

/** A line that is no entry: kept, shown, and never believed. */
export function unreadable(line: string, on: Oid, why: string): Unreadable {
  return { on, line: line.length > SHOWN ? line.slice(0, SHOWN) : line, why }
}

/** Tells the two apart. */
export function isFiled(one: Filed | Unreadable): one is Filed {
  return 'entry' in one
}
