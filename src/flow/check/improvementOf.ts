import { readCommits } from '../../git/history.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import { improvementIds } from '../improvements/observeRefs.ts'

/**
 * The improvement that a range is, or null where it holds anything else as well: what is said of the whole range must not
 * stand for one improvement in it. A commit that changes nothing, as a sign-off does, is no matter.
 */
export async function improvementOf(repo: Repository, base: Oid, head: Oid): Promise<string | null> {
  const ids = new Set<string | null>()
  for await (const { oid, tree, parents, message } of readCommits(repo, [head, `^${base}`])) {
    const [parent, ...more] = parents
    const empty = parent && !more.length && (await repo.text(['rev-parse', `${oid}^1^{tree}`])) === tree
    const named = new Set(improvementIds(message))
    if (!named.size && !empty) ids.add(null)
    for (const id of named) ids.add(id)
  }
  const [only = null, second] = ids
  return second === undefined ? only : null
}
