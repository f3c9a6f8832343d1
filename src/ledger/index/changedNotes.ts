import type { Repository } from '../../git/repository.ts'
import { GitError } from '../../git/run.ts'
import type { Oid } from '../../model/change.ts'
import { boundedOutput } from '../boundedOutput.ts'
import { annotatedBy } from '../listNotes.ts'

/** Where more than that differs, the index is made anew. In bytes. */
const MOST = 64 << 20

/** What happened to notes between two commits: the blob that is there now (null: none), and whether one was there. */
export type ChangedNotes = Map<Oid, { blob: Oid | null; before: boolean }>

/** The notes that differ; null where that can't be told, or something there is no plain note. */
export async function changedNotes(repo: Repository, from: Oid, to: Oid): Promise<ChangedNotes | null> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', from, to]
  const stdout = await boundedOutput(repo, args, MOST).catch((error: unknown) => {
    if (error instanceof GitError) return null
    throw error
  })
  if (!stdout) return null
  const digits = repo.objectFormat === 'sha256' ? 64 : 40
  const changed: ChangedNotes = new Map()
  const fields = stdout.toString('latin1').split('\0')
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = '', , now = '', status = ''] = (fields[at] ?? '').split(' ')
    const path = fields[at + 1] ?? ''
    const on = annotatedBy(path, digits)
    if (on === null || path !== path.toLowerCase()) return null
    if (status !== 'D' && mode !== '100644') return null
    const there = changed.get(on)
    // Another fan-out shows as a note that goes from one path and comes to another.
    if (there && (there.blob === null) === (status === 'D')) return null
    const blob = status === 'D' ? (there?.blob ?? null) : now
    changed.set(on, { blob, before: status !== 'A' || (there?.before ?? false) })
  }
  return changed
}
