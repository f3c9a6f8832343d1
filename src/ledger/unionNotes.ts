import type { Oid } from '../model/change.ts'

/** The lines of each object's note. */
export type NoteMap = ReadonlyMap<Oid, string[]>

/**
 * The lines of both sides. No merge base is asked, so that what one side dropped comes back. It does not
 * matter which side is called ours; merging in any order ends in the same set of lines everywhere.
 */
export function unionNotes(ours: NoteMap, theirs: NoteMap): Map<Oid, string[]> {
  const union = new Map<Oid, string[]>()
  for (const [on, lines] of ours) union.set(on, unionLines(lines, theirs.get(on) ?? []))
  for (const [on, lines] of theirs) if (!ours.has(on)) union.set(on, unionLines(lines, []))
  return union
}

/**
 * The union of two notes. A side that has everything stays as it is, so that clones which merge each
 * other's merges come to rest; else one side (the same, whoever merges) and then what only the other has.
 * Lines keep their order, since lines that are no entries may be someone's paragraph.
 */
export function unionLines(a: string[], b: string[]): string[] {
  const inA = new Set(a)
  const inB = new Set(b)
  const aHasAll = b.every(line => inA.has(line))
  const bHasAll = a.every(line => inB.has(line))
  if (aHasAll && !bHasAll) return a
  if (bHasAll && !aHasAll) return b
  const first = a.join('\n') <= b.join('\n') ? a : b
  if (aHasAll) return first
  const second = first === a ? b : a
  const inFirst = first === a ? inA : inB
  return [...first, ...new Set(second.filter(line => !inFirst.has(line)))]
}
