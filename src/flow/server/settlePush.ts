import type { Repository } from '../../git/repository.ts'
import { findPolicyRef, loadPolicyAt } from '../loadPolicy.ts'
import { whileUntold } from '../overrideUses.ts'
import { settleReceived } from './settleReceived.ts'

/**
 * After a push: keeps what pre-receive wrote down, which may move no refs itself. Receipts of what agents brought, and
 * in the ledger the overrides by which something landed. Whatever fails is tried again after the next push.
 */
export async function settlePush(repo: Repository): Promise<void> {
  const isNew = await settleReceived(repo)
  await whileUntold(repo, async () => {
    const { recordOverrideUses } = await import('../recordOverrideUses.ts')
    await recordOverrideUses(repo)
  })
  if (isNew) await learnContent(repo)
}

/** What an agent brought is looked at while its push is settled, and not while somebody waits for another to be judged. */
async function learnContent(repo: Repository): Promise<void> {
  const ref = await findPolicyRef(repo)
  const policy = ref ? (await loadPolicyAt(repo, ref))?.policy : undefined
  if (!policy || policy.attribution.traced === 'ignore') return
  const [{ knownFor }, { openKnownContent }] = await Promise.all([
    import('../gatherFacts.ts'),
    import('../trace/knownContent.ts'),
  ])
  const index = await openKnownContent(repo, knownFor(policy))
  index?.close()
}
