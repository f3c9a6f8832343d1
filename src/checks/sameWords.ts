import type { Path } from '../model/change.ts'
import type { Candidate } from '../model/check.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'
import { parseSource } from '../source/parseSource.ts'
import { readTokens } from '../source/readTokens.ts'
import { sameTokens } from '../source/sameTokens.ts'

/** Whether a file is word for word the same before and after, but for white space and comments. */
export function sameWords({ base, head }: Candidate, path: Path): boolean {
  const [was, is] = [base, head].map(tree => parseSource(path, readTreeFile(tree, path) ?? ''))
  if (!was || !is || 'error' in was || 'error' in is) return false
  try {
    return Array.isArray(sameTokens(readTokens(was), readTokens(is)))
  } catch {
    // Too deep for the walk: then nothing is claimed.
    return false
  }
}
