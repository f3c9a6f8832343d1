import type { SourceFile } from '../../model/finding.ts'
import { appendTests } from './append.ts'
import type { Put } from './importedNames.ts'
import type { TestStyle } from './style.ts'
import { type TestFile, type WrittenFile, writeTests } from './write.ts'

/**
 * The tests of one module as they are to stand in the repository: in a file of their own, or in one that is there.
 * @returns null where nothing is left to be written.
 */
export function writeModule(
  one: TestFile & { into: SourceFile | null; style: TestStyle },
): (WrittenFile & { puts: Put[] }) | null {
  if (one.into) return appendTests(one.into, one, one.style)
  const written = writeTests(one, one.style)
  return written && { ...written, puts: [{ start: 0, end: 0, text: written.text }] }
}
