import type { Repository } from '../git/repository.ts'
import { GitError } from '../git/run.ts'
import type { Oid } from '../model/change.ts'
import { LEDGER_IDENTITY } from './notesCommit.ts'

/** A ref that shall go from `old` (null: must not exist) to `to`. */
export type Swap = { ref: string; to: Oid; old: Oid | null }

/** No hook: a reference-transaction hook of ours would call the ledger, which would call the hook. */
export const NO_HOOKS = ['-c', 'core.hooksPath=/dev/null']

/**
 * Moves all the refs or none, each only when it still is where we saw it.
 * @param after what must have happened before they move: git starts meanwhile, and nothing moves where it fails.
 * @param reflog what their reflogs say, which are made where there are none.
 * @returns `moved`, or why not: `lost` to another writer, `locked` by one at work or one that was killed
 *   (with git's words, which name the lock file).
 * @throws GitError for everything else: no room, no right, a name in the way; what `after` failed with.
 */
export async function swapRefs(
  repo: Repository,
  swaps: Swap[],
  after: Promise<unknown>,
  reflog?: string,
): Promise<{ outcome: 'moved' } | { outcome: 'lost' | 'locked'; words: string }> {
  const none = '0'.repeat(repo.objectFormat === 'sha256' ? 64 : 40)
  const input = swaps.map(({ ref, to, old }) => `update ${ref}\0${to}\0${old ?? none}\0`).join('')
  const args = [
    ...NO_HOOKS,
    '-c',
    'core.filesRefLockTimeout=1000',
    'update-ref',
    ...(reflog === undefined ? [] : ['-m', reflog, '--create-reflog']),
    '--no-deref',
    '--stdin',
    '-z',
  ]
  const { name, email } = LEDGER_IDENTITY
  // The reflog wants a committer even where the user has not said who they are.
  const env = { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email }
  const allowed = after.then(() => input)
  // Whoever waits for `after` hears of it, also where git can't be started and nobody asks for this one.
  allowed.catch(() => {})
  try {
    await repo.run(args, { input: allowed, env })
    return { outcome: 'moved' }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    if (
      /but expected|reference already exists|unable to resolve reference|reference is missing/.test(
        error.stderr,
      )
    )
      return { outcome: 'lost', words: error.stderr }
    if (/\.lock': File exists|Unable to create .*\.lock/.test(error.stderr) && !/denied/.test(error.stderr))
      return { outcome: 'locked', words: error.stderr }
    throw error
  }
}
