import { listRefs } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { GitError } from '../git/run.ts'
import type { Oid } from '../model/change.ts'

/** A ref, what it holds, and what that is: `commit` for a ledger, anything where somebody wrote over it. */
export type TypedRef = { ref: string; oid: Oid; type: string }

/**
 * All refs below the prefixes with the type of what they hold. Whoever may push notes may push a blob, a tree or a tag
 * into their place, which must not stop those who read the others.
 * @returns in git's order; the type is `missing` where the object is not here.
 */
export async function typedRefs(repo: Repository, ...prefixes: string[]): Promise<TypedRef[]> {
  const args = ['for-each-ref', '--format=%(objectname) %(objecttype) %(refname)', ...prefixes]
  try {
    return (await repo.text(args)).split('\n').flatMap(line => {
      const [oid, type, ref] = line.split(' ')
      return oid && type && ref ? [{ ref, oid, type }] : []
    })
  } catch (error) {
    if (!(error instanceof GitError)) throw error
  }
  // One object that is not here, and for-each-ref tells of none.
  const refs = await listRefs(repo, ...prefixes)
  const input = refs.map(({ oid }) => `${oid}\n`).join('')
  const types = (await repo.text(['cat-file', '--batch-check=%(objecttype)'], { input })).split('\n')
  return refs.map((one, at) => ({ ...one, type: /^[a-z]+$/.test(types[at] ?? '') ? types[at]! : 'missing' }))
}
