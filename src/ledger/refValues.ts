import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'

/**
 * What these refs hold, by one git process; null for one that does not exist. Full names only:
 * `rev-parse refs/notes/x` would take a branch of that name (refs/heads/refs/notes/x) where the ref is missing.
 */
export async function refValues(repo: Repository, refs: string[]): Promise<(Oid | null)[]> {
  const text = await repo.text(['for-each-ref', '--format=%(objectname) %(refname)', ...refs])
  const values = new Map(
    text.split('\n').map(line => [line.slice(line.indexOf(' ') + 1), line.split(' ')[0]]),
  )
  return refs.map(ref => values.get(ref) ?? null)
}
