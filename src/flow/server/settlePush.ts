import type { Repository } from '../../git/repository.ts'
import { whileUntold } from '../overrideUses.ts'
import { settleReceived } from './settleReceived.ts'

/**
 * After a push: keeps what pre-receive wrote down, which may move no refs itself. Receipts of what agents brought, and
 * in the ledger the overrides by which something landed. Whatever fails is tried again after the next push.
 */
export async function settlePush(repo: Repository): Promise<void> {
  await settleReceived(repo)
  await whileUntold(repo, async () => {
    const { recordOverrideUses } = await import('../recordOverrideUses.ts')
    await recordOverrideUses(repo)
  })
}
