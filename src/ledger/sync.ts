import { setTimeout as sleep } from 'node:timers/promises'
import { openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { fetchLedger } from './fetchLedger.ts'
import { LEDGER_REF, trackingRef } from './ledgerRef.ts'
import type { Malformed } from './listNotes.ts'
import { isAncestor, mergeNotes } from './merge.ts'
import { type Missing, missingLines } from './missingLines.ts'
import type { LedgerIdentity } from './notesCommit.ts'
import { pushLedger } from './pushLedger.ts'
import { NO_HOOKS } from './swapRefs.ts'
import { updateLedger } from './updateLedger.ts'

export type SyncOptions = { ref?: string; identity?: LedgerIdentity; attempts?: number }

export type Synced = {
  /** The ledger that both sides have now; null when neither has one. */
  commit: Oid | null
  /** Notes of ours that gained lines. */
  gained: number
  pushed: boolean
  /** Lines once seen on the remote, or in this clone, and found missing there. All are back now. */
  missing: (Missing & { from: 'remote' | 'here' })[]
  /** What the remote has among its notes that is none; it was left there. */
  malformed: Malformed[]
}

/**
 * Makes this clone's ledger and a remote's the same: fetch, union, push if the remote has not moved,
 * and again if it has. Nothing is ever removed on either side.
 * @param remote a remote's name, a URL or a path.
 * @throws Failure when the remote can't be reached or refuses, or moves faster than `attempts` tries (50).
 */
export async function sync(repo: Repository, remote: string, options: SyncOptions = {}): Promise<Synced> {
  const ref = options.ref ?? LEDGER_REF
  const reader = openObjects(repo)
  const synced: Synced = { commit: null, gained: 0, pushed: false, missing: [], malformed: [] }
  const note = (from: 'remote' | 'here', lines: Missing[]) => {
    const known = new Set(synced.missing.map(one => `${one.from} ${one.on} ${one.raw}`))
    for (const one of lines)
      if (!known.has(`${from} ${one.on} ${one.raw}`)) synced.missing.push({ ...one, from })
  }
  try {
    for (let tries = 0; tries < (options.attempts ?? 50); tries += 1) {
      const { before, now } = await fetchLedger(repo, remote, ref)
      if (before && before !== now) note('remote', (await missingLines(repo, before, now)).missing)
      let gained = 0
      synced.commit = await updateLedger(repo, reader, {
        ref,
        message: `chore(ledger): merge the ledger of ${remote}`,
        ...(options.identity && { identity: options.identity }),
        restored: lines => note('here', lines),
        async change(notes, base) {
          if (!now || base === now) return { take: base }
          const merged = await mergeNotes(repo, notes, base, now)
          synced.malformed = merged.malformed
          gained = merged.gained
          if (!base) return { take: now }
          if (merged.lacking === 0 && (await isAncestor(repo, base, now))) return { take: now }
          if (merged.gained === 0 && (await isAncestor(repo, now, base))) return { take: base }
          return { parents: [base, now] }
        },
      })
      synced.gained += gained
      if (synced.commit === now || synced.commit === null) return synced
      if (await pushLedger(repo, remote, { ref, commit: synced.commit, expected: now })) {
        await repo.run([...NO_HOOKS, 'update-ref', '--no-deref', trackingRef(remote, ref), synced.commit])
        return { ...synced, pushed: true }
      }
      // Clones on other machines can't take turns: they spread out by chance, ever wider.
      await sleep(Math.random() * Math.min(5_000, 50 * 2 ** tries))
    }
  } finally {
    reader.close()
  }
  throw new Failure(`the ledger of ${remote} moved each time before ours arrived; nothing is lost`, [
    { run: ['git-improver', 'ledger', 'sync'], where: 'here' },
  ])
}
