import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { boundedOutput } from './boundedOutput.ts'
import { type Listed, listWide } from './listWide.ts'

/**
 * Something in a notes tree that is no note, or that two readers could take differently. `hides` is set for a
 * directory of notes that was not listed.
 */
export type Malformed = { path: string; oid: Oid; why: string; hides?: true }

/** The blobs of each annotated object's note (more than one is malformed), and what is no note. */
export type NoteList = { notes: Map<Oid, Oid[]>; malformed: Malformed[] }

/** A tree that prints more is looked at before it is listed. In bytes: some 600,000 notes. */
const PLAIN = 64 << 20

/**
 * Lists the notes of a commit (or of nothing) by one `ls-tree`. Fan-out is taken away: `ab/cd...` and
 * `abcd...` are one object. Memory is bounded, whatever the tree.
 */
export async function listNotes(repo: Repository, commit: Oid | null): Promise<NoteList> {
  const notes = new Map<Oid, Oid[]>()
  const malformed: Malformed[] = []
  if (!commit) return { notes, malformed }
  const digits = repo.objectFormat === 'sha256' ? 64 : 40
  const listing = await boundedOutput(repo, ['ls-tree', '-r', '-z', '--full-tree', commit], PLAIN)
  for (const { mode, oid, path, held } of listing ? listed(listing, digits) : await listWide(repo, commit)) {
    if (held !== undefined) {
      const why = `a directory of ${held} notes, which stands there more than once`
      malformed.push({ path, oid, why, hides: true })
      continue
    }
    const on = annotatedBy(path, digits)
    if (on === null || !mode.startsWith('100')) {
      const why = on === null ? 'its path is no object name' : `it is no file but has the mode ${mode}`
      malformed.push({ path, oid, why })
      continue
    }
    if (mode !== '100644') malformed.push({ path, oid, why: `its mode is ${mode}` })
    if (path !== path.toLowerCase()) malformed.push({ path, oid, why: 'its path has capital letters' })
    const there = notes.get(on)
    if (!there) notes.set(on, [oid])
    else {
      malformed.push({ path, oid, why: `a second note of ${on} under another fan-out` })
      there.push(oid)
    }
  }
  return { notes, malformed }
}

/** git quotes nothing with -z, and a path that is no UTF-8 must keep its bytes: one character a byte. */
function* listed(listing: Buffer, digits: number): Generator<Listed> {
  for (const line of listing.toString('latin1').split('\0')) {
    const tab = line.indexOf('\t')
    if (tab >= 0)
      yield { mode: line.slice(0, 6), oid: line.slice(tab - digits, tab), path: line.slice(tab + 1) }
  }
}

/** The object that a note's path names: whole, or with its first pairs of digits as directories. */
export function annotatedBy(path: string, digits: number): Oid | null {
  let name = path
  for (let at = 0; name.charCodeAt(at + 2) === SLASH; at += 2)
    name = name.slice(0, at + 2) + name.slice(at + 3)
  return name.length === digits && /^[0-9a-f]+$/i.test(name) ? name.toLowerCase() : null
}

const SLASH = 47
