import type { Candidate } from '../../model/check.ts'
import type { TestRun } from './runTests.ts'
import { steersTests } from './steersTests.ts'

/**
 * Where a command names no tests, its exit code is all that it says, and a program that ends the process when it is
 * loaded says the same as one that is right. So the tests themselves have to be executed as far as they were, and a
 * program that came to its end by itself has to come there.
 * @returns what is not as it was, in words, or null.
 */
export function endsEarly(
  { changed }: Candidate,
  words: string,
  before: TestRun,
  after: TestRun,
): string | null {
  if (before.report !== null || !before.coverage) return null
  const left = [...after.byThemselves]
  for (const path of before.byThemselves) {
    const at = left.indexOf(path)
    if (at < 0) return `${path} is ended before its own end`
    left.splice(at, 1)
  }
  for (const [path, lines] of Object.entries(before.coverage)) {
    if (changed.includes(path) || !steersTests(path, words)) continue
    const executed = new Set(after.coverage?.[path])
    const line = lines.find(one => !executed.has(one))
    if (line !== undefined) return `no longer executes ${path}:${line}`
  }
  return null
}
