import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { kindOf, readTreeBytes } from '../../sandbox/readTreeFile.ts'
import { decodeSource, MAX_BYTES } from '../../source/decodeSource.ts'
import { type Zone, zoneOf } from './zone.ts'

/** One file of one tree: what stands there (null for nothing), and its text or why there is none. */
export type Side = { kind: string | null; text: string | null; refused: string | null }

export type ChangedFile = { path: Path; zone: Zone; before: Side; after: Side }

/** What changed, read once for all scanners; `beyond` are the paths that there were too many of, `until` when to be done. */
export type Changes = { base: string; head: string; files: ChangedFile[]; beyond: Path[]; until: number }

/** In files and in characters of both sides: a change that no person reads is not read here either. */
export const MAX_FILES = 10_000
export const MAX_TEXT = 128 * 2 ** 20

/**
 * Reads both sides of what changed. Links are never followed, and what is too large is not read.
 * @param until by `performance.now()`, when the scanners should be done.
 */
export function readChanges({ base, head, changed }: Candidate, until = Number.POSITIVE_INFINITY): Changes {
  const files: ChangedFile[] = []
  let left = MAX_TEXT
  const read = (tree: string, path: Path): Side => {
    const side = readSide(tree, path, left)
    left -= side.text?.length ?? 0
    return side
  }
  for (const path of changed.slice(0, MAX_FILES))
    files.push({ path, zone: zoneOf(path), before: read(base, path), after: read(head, path) })
  return { base, head, files, beyond: changed.slice(MAX_FILES), until }
}

function readSide(tree: string, path: Path, left: number): Side {
  const kind = kindOf(tree, path)
  const none = (refused: string | null) => ({ kind, text: null, refused })
  if (kind !== 'file' && kind !== 'executable') return none(null)
  const bytes = readTreeBytes(tree, path, MAX_BYTES)
  if (bytes === null) return none('lies behind a link')
  if (bytes === 'too large') return none(`larger than ${MAX_BYTES.toLocaleString('en')} bytes`)
  if (bytes.length > left) return none('too much text changed in all')
  const decoded = decodeSource(bytes)
  return 'text' in decoded ? { kind, text: decoded.text, refused: null } : none(decoded.refused)
}
