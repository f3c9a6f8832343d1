import type { Oid } from '../model/change.ts'
import type { FiledLine } from './fileEntry.ts'
import { lineOf, lineText, noteLines } from './noteLines.ts'
import { isFiled, parseEntry } from './parseEntry.ts'

/**
 * The lines of these entries that a note lacks. An unsigned twin does not keep a signed entry out, or anyone who
 * guesses an entry could silence it by writing it first.
 */
export function addedLines(before: Buffer, on: Oid, entries: FiledLine[]): string[] {
  const lines = new Set(noteLines(before))
  let ids: Set<string> | undefined
  const added: string[] = []
  for (const { filed, line: text } of entries) {
    const { id, entry } = filed
    const line = lineOf(text)
    if (lines.has(line)) continue
    ids ??= idsOf(lines, on)
    if (entry.sig === undefined && ids.has(id)) continue
    lines.add(line)
    ids.add(id)
    added.push(line)
  }
  return added
}

function idsOf(lines: Iterable<string>, on: Oid): Set<string> {
  const ids = new Set<string>()
  for (const line of lines) {
    const read = parseEntry(lineText(line) ?? '', on)
    if (isFiled(read)) ids.add(read.id)
  }
  return ids
}
