import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { remoteWords } from './remoteWords.ts'
import { NO_HOOKS } from './swapRefs.ts'

/** What a ref of the remote shall hold, and what it held when we fetched (null: nothing). */
export type LedgerPush = { to: string; commit: Oid; expected: Oid | null }

/** What became of a push: `raced` when another writer may have been faster, else refused; with the remote's words. */
export type PushOutcome = 'taken' | { raced: string } | { refused: string }

const RACED =
  /stale info|fetch first|non-fast-forward|cannot lock ref|failed to (?:update|lock)|incorrect old value|reference already exists/

/** A hook's no, and a ref like `ledger/x`, beside which there can be no `ledger`: neither goes away by itself. */
const NEVER = /hook declined|exists; cannot create/

/**
 * Pushes refs of a ledger, each only when the remote still has what we fetched. No client hook runs: a
 * pre-push hook may run a test suite, or be ours and sync again.
 * @returns the outcome for each ref, in their order; the same words for all where the remote was not reached.
 */
export async function pushLedger(
  repo: Repository,
  remote: string,
  pushes: LedgerPush[],
): Promise<PushOutcome[]> {
  if (!pushes.length) return []
  const config = [...NO_HOOKS, '-c', 'push.pushOption=']
  // With -c the name would end at its first =, and a path or an address may hold one.
  const env = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `remote.${remote}.mirror`,
    GIT_CONFIG_VALUE_0: 'false',
  }
  const flags = ['--porcelain', '--no-verify', '--no-signed', '--no-follow-tags', '--recurse-submodules=no']
  const leases = pushes.map(({ to, expected }) => `--force-with-lease=${to}:${expected ?? ''}`)
  const refspecs = pushes.map(({ to, commit }) => `${commit}:${to}`)
  const { stdout, stderr } = await repo.run(
    [...config, 'push', ...flags, ...leases, '--', remote, ...refspecs],
    {
      accept: [1, 128],
      env,
    },
  )
  const words = new Map<string, { failed: boolean; says: string }>()
  // <flag> TAB <from>:<to> TAB <what happened> (<why>)
  for (const line of stdout.toString('utf8').split('\n')) {
    const [flag = '', names = '', says = ''] = line.split('\t')
    if (says) words.set(names.slice(names.indexOf(':') + 1), { failed: flag === '!', says })
  }
  return pushes.map(({ to }) => {
    const told = words.get(to)
    if (told && !told.failed) return 'taken'
    const why = [told?.says, stderr.trim()].filter(Boolean).join('\n')
    const reason = remoteWords(why) || 'it gave no reason'
    return RACED.test(why) && !NEVER.test(why) ? { raced: reason } : { refused: reason }
  })
}
