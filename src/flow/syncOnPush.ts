import type { Repository } from '../git/repository.ts'
import { GitError } from '../git/run.ts'
import { requireRemote } from '../ledger/requireRemote.ts'
import { sync } from '../ledger/sync.ts'
import { Failure } from '../model/failure.ts'
import type { Policy } from '../model/policy.ts'
import { policyInForce } from './policyInForce.ts'

/** A push to these takes the ledger along: to where it lives, and to where the code does. */
export function remotesThatSync({ ledger }: Policy): string[] {
  return ledger.sync === 'on-push' ? [...new Set([ledger.remote, 'origin'])] : []
}

/**
 * Synchronises the ledger before something is pushed, where the policy says `ledger.sync: on-push`: a
 * server that judges the push then knows what was said of it.
 * @param remote what is pushed to, by its name.
 * @returns what a person should know, or null. It never keeps a push back.
 */
export async function syncOnPush(repo: Repository, remote: string): Promise<string | null> {
  const policy = await policyInForce(repo)
  const { ledger } = policy
  if (!remotesThatSync(policy).includes(remote)) return null
  try {
    await requireRemote(repo, ledger.remote)
    const { missing } = await sync(repo, ledger.remote, { mirror: ledger.mirror, attempts: 5 })
    return missing.length
      ? `${missing.length} lines of the ledger were missing and are back: git improver ledger fsck`
      : null
  } catch (error) {
    // Whatever git said: the push is judged all the same.
    if (!(error instanceof Failure || error instanceof GitError)) throw error
    return `the ledger was not synchronised: ${error.message}\n  next  git improver ledger sync`
  }
}
