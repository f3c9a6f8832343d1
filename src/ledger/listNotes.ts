import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'

/** Something in a notes tree that is no note, or that two readers could take differently. */
export type Malformed = { path: string; oid: Oid; why: string }

/** The blobs of each annotated object's note (more than one is malformed), and what is no note. */
export type NoteList = { notes: Map<Oid, Oid[]>; malformed: Malformed[] }

/**
 * Lists the notes of a commit (or of nothing) by one `ls-tree`. Fan-out is taken away: `ab/cd...` and
 * `abcd...` are one object.
 */
export async function listNotes(repo: Repository, commit: Oid | null): Promise<NoteList> {
  const notes = new Map<Oid, Oid[]>()
  const malformed: Malformed[] = []
  if (!commit) return { notes, malformed }
  const { stdout } = await repo.run(['ls-tree', '-r', '-z', '--full-tree', commit])
  const digits = repo.objectFormat === 'sha256' ? 64 : 40
  for (const line of stdout.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t')
    if (tab < 0) continue
    const [mode = '', , oid = ''] = line.slice(0, tab).split(' ')
    const path = line.slice(tab + 1)
    const on = annotated(path, digits)
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

/** The object that a note's path names: whole, or with its first pairs of digits as directories. */
function annotated(path: string, digits: number): Oid | null {
  const parts = path.split('/')
  const name = parts.join('')
  const fanned = parts.slice(0, -1).every(part => part.length === 2)
  return fanned && name.length === digits && /^[0-9a-f]+$/i.test(name) ? name.toLowerCase() : null
}
