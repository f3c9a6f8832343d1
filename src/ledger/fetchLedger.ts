import type { Repository } from '../git/repository.ts'
import { GitError } from '../git/run.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { trackingRef } from './ledgerRef.ts'
import { refValues } from './refValues.ts'
import { NO_HOOKS } from './swapRefs.ts'

/**
 * Fetches a remote's ledger into our tracking ref and nothing else anywhere.
 * @returns what the tracking ref held before and what it holds now (null: the remote has no ledger).
 * @throws Failure when the remote can't be reached or what it has there is no commit.
 */
export async function fetchLedger(
  repo: Repository,
  remote: string,
  ref: string,
): Promise<{ before: Oid | null; now: Oid | null }> {
  const tracking = trackingRef(remote, ref)
  const [before = null] = await refValues(repo, [tracking])
  // Without an empty refmap, a configured +refs/notes/*:refs/notes/* would overwrite our own ledger here.
  const flags = ['--quiet', '--no-tags', '--no-prune', '--no-write-fetch-head', '--no-auto-maintenance']
  const args = [
    'fetch',
    ...flags,
    '--no-recurse-submodules',
    '--refmap=',
    '--',
    remote,
    `+${ref}:${tracking}`,
  ]
  for (let tries = 0; ; tries += 1) {
    try {
      await repo.run([...NO_HOOKS, ...args])
      break
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      if (/couldn't find remote ref/.test(error.stderr)) {
        if (before) await repo.run([...NO_HOOKS, 'update-ref', '--no-deref', '-d', tracking, before])
        return { before, now: null }
      }
      // Another sync of this clone moves the same ref: what it fetched is as good.
      if (/cannot lock ref|unable to update local ref/.test(error.stderr) && tries < 5) continue
      throw new Failure(`the ledger could not be fetched from ${remote}: ${error.stderr.trim()}`, [
        { run: ['git', 'ls-remote', remote, ref], where: 'here' },
      ])
    }
  }
  const [now = null] = await refValues(repo, [tracking])
  if (now && (await repo.text(['cat-file', '-t', now])) !== 'commit')
    throw new Failure(`${ref} of ${remote} is no commit; somebody wrote over it`, [
      { run: ['git', 'ls-remote', remote, ref], where: 'here' },
    ])
  return { before, now }
}
