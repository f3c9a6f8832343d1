import { writesTests } from '../../improvers/tests.ts'
import type { SourceFile } from '../../model/finding.ts'
import { applyEdits } from './applyEdits.ts'
import { type Collected, editableIn } from './collectSource.ts'
import type { Mend } from './groupFindings.ts'

/** A file after some mends; `old` is its text before, or null for a new one. */
export type EditedFile = { path: string; mode: string; old: string | null; text: string }

/**
 * Each file that mends touch, whole: those that are there in the order of the source, then new ones.
 * Tests may be written into by the improver of tests alone.
 * @throws Error for a new one where something stands that may not be edited, or behind a link or a submodule: it would be written over
 *   what is there, or out of the tree.
 */
export function editedFiles(mends: Mend[], collected: Collected): EditedFile[] {
  const { modes } = collected
  const edits = mends.flatMap(mend => mend.edits)
  const touched = new Set(edits.map(edit => edit.path))
  const there = [...editableIn(collected), ...testsFor(mends, collected)].filter(file =>
    touched.has(file.path),
  )
  for (const { path } of there) touched.delete(path)
  const closed = [...touched].find(path => stepsOf(path).some(step => collected.paths.has(step)))
  if (closed !== undefined) throw new Error(`${closed} is no place for a new file: something stands there`)
  const fresh: SourceFile[] = [...touched].map(path => ({ path, text: '' }))
  return [...there, ...fresh].map(file => ({
    path: file.path,
    mode: modes.get(file.path) ?? '100644',
    old: modes.has(file.path) ? file.text : null,
    text: applyEdits(file, edits),
  }))
}

/** The tests that may be written into: those that nobody touches but who writes tests. */
function testsFor(mends: Mend[], { source }: Collected): SourceFile[] {
  const others = mends.filter(({ finding }) => !writesTests(finding.improver))
  const closed = new Set(others.flatMap(({ edits }) => edits.map(({ path }) => path)))
  return source.tests.filter(({ path }) => !closed.has(path))
}

/** `a`, `a/b`, `a/b/c.ts`. */
function stepsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}
