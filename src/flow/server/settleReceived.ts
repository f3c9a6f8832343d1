import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import { writeReceipts } from '../../ledger/receipts.ts'
import { readReceived, removeReceived } from './receivedFiles.ts'

/** A push that was let in and never arrived (the machine stopped in between) is forgotten after a day. */
const FORGOTTEN = 24 * 60 * 60 * 1000

/**
 * After a push: makes receipts of what was written down and has arrived, whoever pushed it. Any number of hooks may do
 * this at once; what one of them finishes the others find finished.
 * @returns whether anything new is known of agents.
 */
export async function settleReceived(repo: Repository): Promise<boolean> {
  const objects = openObjects(repo)
  let isNew = false
  try {
    for await (const { name, text, keys, tips, age } of readReceived(repo)) {
      const arrived = (await Promise.all(tips.map(tip => objects.get(tip)))).some(object => object !== null)
      // Another push that is on its way: its own hook, or the next one, will see.
      if (!arrived && age < FORGOTTEN) continue
      if (arrived) await writeReceipts(repo, text, keys)
      await removeReceived(repo, name)
      isNew ||= arrived
    }
    return isNew
  } finally {
    objects.close()
  }
}
