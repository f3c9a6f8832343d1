import type { SourceFile } from '../../model/finding.ts'
import { applyEdits } from './applyEdits.ts'
import { type Collected, editableIn } from './collectSource.ts'
import type { Mend } from './groupFindings.ts'

/** A file after some mends; `old` is its text before, or null for a new one. */
export type EditedFile = { path: string; mode: string; old: string | null; text: string }

/** Each file that mends touch, whole: those that are there in the order of the source, then new ones. */
export function editedFiles(mends: Mend[], collected: Collected): EditedFile[] {
  const { modes } = collected
  const edits = mends.flatMap(mend => mend.edits)
  const touched = new Set(edits.map(edit => edit.path))
  const there = editableIn(collected).filter(file => touched.has(file.path))
  for (const { path } of there) touched.delete(path)
  const fresh: SourceFile[] = [...touched].map(path => ({ path, text: '' }))
  return [...there, ...fresh].map(file => ({
    path: file.path,
    mode: modes.get(file.path) ?? '100644',
    old: modes.has(file.path) ? file.text : null,
    text: applyEdits(file, edits),
  }))
}
