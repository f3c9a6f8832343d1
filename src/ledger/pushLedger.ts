import type { Repository } from '../git/repository.ts'
import { GitError } from '../git/run.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { NO_HOOKS } from './swapRefs.ts'

/**
 * Pushes a ledger, only when the remote still has what we fetched (null: none). No client hook runs: a
 * pre-push hook may run a test suite, or be ours and sync again.
 * @returns whether it arrived; false when another writer was faster.
 * @throws Failure when the remote refuses, with its words.
 */
export async function pushLedger(
  repo: Repository,
  remote: string,
  push: { ref: string; commit: Oid; expected: Oid | null },
): Promise<boolean> {
  const { ref, commit, expected } = push
  const config = [...NO_HOOKS, '-c', `remote.${remote}.mirror=false`, '-c', 'push.pushOption=']
  const flags = ['--porcelain', '--no-verify', '--no-signed', '--no-follow-tags', '--recurse-submodules=no']
  const lease = `--force-with-lease=${ref}:${expected ?? ''}`
  try {
    await repo.run([...config, 'push', ...flags, lease, '--', remote, `${commit}:${ref}`])
    return true
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    const words = error.message
    const raced =
      /stale info|fetch first|non-fast-forward|cannot lock ref|failed to (?:update|lock)|incorrect old value/
    if (raced.test(words) && !/hook declined/.test(words)) return false
    throw new Failure(`${remote} did not take the ledger: ${error.stderr.trim()}`, [
      { run: ['git', 'push', remote, `${ref}:${ref}`], where: 'here' },
    ])
  }
}
