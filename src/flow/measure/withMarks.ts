import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Compiler } from '../../checks/compiler.ts'
import type { Path } from '../../model/change.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import { markPlaces } from './markPlaces.ts'

export type Place = { start: number; end: number }

/** Does something while places of some modules of a tree are marked, and puts the modules back. */
export async function withMarks<T>(
  compiler: Compiler,
  tree: string,
  places: ReadonlyMap<Path, readonly Place[]>,
  task: (marks: ReadonlySet<string>) => Promise<T>,
): Promise<T> {
  const before = new Map<Path, string>()
  const marks = new Set<string>()
  try {
    for (const [path, spans] of places) {
      const text = readTreeFile(tree, path)
      if (text === null) continue
      const marked = markPlaces(compiler, path, text, spans)
      for (const mark of marked.marks) marks.add(mark)
      if (!marked.marks.length) continue
      before.set(path, text)
      await writeFile(join(tree, path), marked.text)
    }
    return await task(marks)
  } finally {
    for (const [path, text] of before) await writeFile(join(tree, path), text)
  }
}
