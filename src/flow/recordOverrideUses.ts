import { commitOf, isAncestor } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { append } from '../ledger/append.ts'
import { LEDGER_REF } from '../ledger/ledgerRef.ts'
import { isFiled } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import type { Entry } from '../model/entry.ts'
import { cloneName } from './cloneNames.ts'
import { readUses } from './overrideUses.ts'
import { reviewRepository } from './reviewRepository.ts'

/**
 * Tells the ledger of each override by which something landed on this server, once: an `incident` that names it. For
 * post-receive, where refs may move; nothing is decided by these entries.
 * @returns how many were written now.
 */
export async function recordOverrideUses(repo: Repository): Promise<number> {
  const uses = await readUses(repo)
  if (!uses.size) return 0
  const clone = await cloneName(repo)
  // Whoever may push notes can write that one was used, to have it passed over here: nobody knows the time before.
  for await (const one of readLedger(repo, LEDGER_REF, ['incident'])) {
    if (!isFiled(one) || one.entry.of === undefined || one.entry.clone !== clone) continue
    if (uses.get(one.entry.of)?.at === one.entry.at) uses.delete(one.entry.of)
  }
  const entries: Entry[] = []
  for (const { id, at, ref, old, new: now } of uses.values()) {
    const holds = await commitOf(repo, ref)
    if (!now || !holds || !(await isAncestor(repo, now, holds))) continue
    entries.push({
      v: 1,
      kind: 'incident',
      at,
      by: 'git-improver server <git-improver@localhost>',
      clone,
      repo: (await reviewRepository(repo)) ?? 'unknown',
      commit: now,
      change: null,
      tree: null,
      ref,
      of: id,
      data: { what: 'override-used', old, reason: 'landed unreviewed, by an override' },
    })
  }
  await append(repo, entries)
  return entries.length
}
