import { hash } from 'node:crypto'
import type { Oid } from '../model/change.ts'
import { extendNote, lineText, noteLines } from './noteLines.ts'
import type { OpenNotes } from './openNotes.ts'
import { isFiled, MAX_NOTE, parseEntry } from './parseEntry.ts'

/**
 * Where a line stands for which the note of its object has no room: on the object that its own digest names. Whoever
 * fills a note up to keep others' words about a commit out would have to know them before they are said.
 * @param line one character a byte.
 */
export function overflowObject(line: string, digits: number): Oid {
  return hash('sha256', Buffer.from(line, 'latin1'), 'hex').slice(0, digits)
}

/** Whether a note with these lines after it is one that is read. */
export function hasRoom(before: number, lines: string[]): boolean {
  return lines.reduce((size, line) => size + line.length + 1, before + 1) <= MAX_NOTE
}

/**
 * Adds lines to the note of an object, or where that is full or can't be read, each to a note of its own.
 * @param before what the note holds; null where it can't be read.
 * @returns what became of them: `written`, all `there` already in their own notes, or `no room` anywhere.
 */
export async function fileLines(
  notes: OpenNotes,
  on: Oid,
  before: Buffer | null,
  lines: string[],
): Promise<'written' | 'there' | 'no room'> {
  if (before && hasRoom(before.length, lines)) {
    await notes.write(on, extendNote(before, lines))
    return 'written'
  }
  const places = lines.map(line => overflowObject(line, on.length))
  const standing = await notes.read(new Set(places))
  let outcome: 'written' | 'there' = 'there'
  for (const [at, line] of lines.entries()) {
    const note = standing.get(places[at]!) ?? null
    if (!note || !hasRoom(note.length, [line])) return 'no room'
    if (noteLines(note).includes(line)) continue
    await notes.write(places[at]!, extendNote(note, [line]))
    outcome = 'written'
  }
  return outcome
}

/**
 * Adds those of these lines that are not in a note yet. Where it has no room for them, entries get notes of their own
 * and what is none stays out: it says nothing, and there may be millions of it.
 */
export async function addToNote(
  notes: OpenNotes,
  on: Oid,
  before: Buffer,
  lines: string[],
): Promise<'written' | 'there' | 'no room'> {
  const there = new Set(noteLines(before))
  const fresh = [...new Set(lines)].filter(line => !there.has(line))
  if (!fresh.length) return 'there'
  if (hasRoom(before.length, fresh)) return fileLines(notes, on, before, fresh)
  const entries = fresh.filter(line => isFiled(parseEntry(lineText(line) ?? '', on)))
  return fileLines(notes, on, null, entries)
}
