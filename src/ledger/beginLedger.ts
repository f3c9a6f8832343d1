import { openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import { LEDGER_REF } from './ledgerRef.ts'
import { updateLedger } from './updateLedger.ts'

/**
 * Begins a ledger without an entry where there is none: from then on one that is missing is lost, and not still to come.
 * @throws Failure when the ref stays locked, GitError when git refuses.
 */
export async function beginLedger(repo: Repository): Promise<void> {
  const reader = openObjects(repo)
  try {
    const message = 'chore(ledger): begin'
    const change = async (_: unknown, base: string | null) => (base ? { take: base } : { parents: [] })
    await updateLedger(repo, reader, { ref: LEDGER_REF, message, change })
  } finally {
    reader.close()
  }
}
