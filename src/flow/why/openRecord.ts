import type { Repository } from '../../git/repository.ts'
import { readIndexed } from '../../ledger/index/readIndexed.ts'
import { type EntryIndex, indexEntries } from '../../ledger/indexEntries.ts'
import { isLedgerRef, LEDGER_GLOB } from '../../ledger/ledgerRef.ts'
import { isFiled } from '../../ledger/parseEntry.ts'
import { typedRefs } from '../../ledger/typedRefs.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { Filed } from '../../model/entry.ts'
import type { Policy } from '../../model/policy.ts'
import { openHints } from '../improvements/hints.ts'
import { improvementIds } from '../improvements/observeRefs.ts'
import { type Voices, voicesOf } from '../improvements/voices.ts'
import { reviewRepository } from '../reviewRepository.ts'

/** The ledger, as far as somebody who only looks something up needs it. */
export type Record = {
  entries: Filed[]
  index: EntryIndex
  voices: Voices
  /** Whether an entry comes from someone who may say it; its signature is looked at once. */
  heard(filed: Filed): boolean
  /** All that is about a commit, whatever it was called then, and which improvements it is of. */
  about(commit: Commit, change: Digest | null): Promise<{ entries: Filed[]; improvements: string[] }>
  close(): void
}

/** Opens the ledger of a repository; null where it has none, and then one process is all it costs. */
export async function openRecord(repo: Repository, policy: Policy): Promise<Record | null> {
  const refs = await typedRefs(repo, LEDGER_GLOB)
  if (!refs.some(({ ref }) => isLedgerRef(ref))) return null
  const entries: Filed[] = []
  for await (const one of readIndexed(repo)) if (isFiled(one)) entries.push(one)
  const index = indexEntries(entries)
  const voices = voicesOf(policy, await reviewRepository(repo))
  const known = new Map<Filed, boolean>()
  const hints = openHints(repo, new Map())
  return {
    entries,
    index,
    voices,
    heard(filed) {
      const is = known.get(filed) ?? voices.counts(filed)
      known.set(filed, is)
      return is
    },
    async about({ oid, tree, message }, change) {
      const found = index.find({ commit: oid, ...(change !== null && { change }) })
      // Whoever may write notes may propose anything for anything.
      const own: Filed[] = []
      for (const one of found) if (names(one, oid) || (await hints.holds(one))) own.push(one)
      const measured = index.find({ tree }).filter(({ entry }) => ABOUT_A_TREE.includes(entry.kind))
      const said = own.flatMap(({ entry }) => entry.improvement ?? [])
      const improvements = [...new Set([...improvementIds(message), ...said])]
      const more = improvements.flatMap(improvement => index.find({ improvement }))
      return { entries: [...new Set([...own, ...measured, ...more])], improvements }
    },
    close: () => hints.close(),
  }
}

/** What a machine found out holds for whatever has the same tree. */
const ABOUT_A_TREE: readonly string[] = ['validated', 'benched']

function names({ on, entry }: Filed, commit: Oid): boolean {
  return entry.kind !== 'proposed' && (on === commit || entry.commit === commit)
}
