import type { Oid } from '../model/change.ts'
import type { Entry, Filed, Json } from '../model/entry.ts'
import { entryId, isCanonical, lineId } from './canonical.ts'
import { checkEntry } from './checkEntry.ts'

/** A line that could not be read as an entry: kept, shown, and never believed. */
export type Unreadable = { on: Oid; line: string; why: string }

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
  const size = line.length * 3 > MAX_LINE ? Buffer.byteLength(line) : 0
  if (size > MAX_LINE) return unreadable(line, on, `${size} bytes long; the limit is ${MAX_LINE}`)
  // To be told by JSON.parse that it is none takes 10 microseconds, and a note has room for millions of such lines.
  const bare = line.trim()
  if (!bare.startsWith('{') || !bare.endsWith('}')) return unreadable(line, on, 'no JSON object')
  let value: Json
  try {
    value = JSON.parse(line)
  } catch {
    return unreadable(line, on, 'no JSON')
  }
  const fault = faultOf(value, line)
  if (fault) return unreadable(line, on, fault)
  const entry = value as unknown as Entry
  return { id: entry.sig === undefined ? lineId(line) : entryId(entry), on, entry }
}

function faultOf(value: Json, line: string): string | null {
  try {
    const fault = checkEntry(value, line)
    if (fault || isCanonical(value, line)) return fault
    return 'not in canonical form (sorted keys, no spaces, no doubled key)'
  } catch {
    // JSON.parse takes any depth; every walk over what it gave takes stack.
    return 'nested too deeply'
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
