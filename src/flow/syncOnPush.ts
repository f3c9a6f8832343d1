import type { Repository } from '../git/repository.ts'
import { sync } from '../ledger/sync.ts'
import { Failure } from '../model/failure.ts'
import { policyInForce } from './policyInForce.ts'

/**
 * Synchronises the ledger before something is pushed to its remote, where the policy says `ledger.sync: on-push`: a
 * server that judges the push then knows what was said of it.
 * @param remote what is pushed to, by its name.
 * @returns what a person should know, or null. It never keeps a push back.
 */
export async function syncOnPush(repo: Repository, remote: string): Promise<string | null> {
  const { ledger } = await policyInForce(repo)
  if (ledger.sync !== 'on-push' || ledger.remote !== remote) return null
  try {
    const { missing } = await sync(repo, remote, { mirror: ledger.mirror, attempts: 5 })
    return missing.length
      ? `${missing.length} lines of the ledger were missing and are back: git improver ledger fsck`
      : null
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return `the ledger was not synchronised: ${error.message}\n  next  git improver ledger sync`
  }
}
