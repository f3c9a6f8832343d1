import { type ObjectReader, openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import type { Entry, Filed } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { addedLines } from './addedLines.ts'
import { type FiledLine, fileEntry } from './fileEntry.ts'
import { fileLines } from './fileLines.ts'
import { refFor } from './ledgerRef.ts'
import type { Missing } from './missingLines.ts'
import type { LedgerIdentity } from './notesCommit.ts'
import type { Swap } from './swapRefs.ts'
import { updateLedger } from './updateLedger.ts'

export type AppendOptions = {
  /** The notes commit's message; by default `chore(ledger): add 2 entries (proposed, validated)`. */
  message?: string
  /** Who the notes commit says wrote it. */
  identity?: LedgerIdentity
  /** Another ref under refs/notes/improver/. */
  ref?: string
  /** 16 to spread what machines tell over as many refs (`refFor`). */
  shards?: number
  /** Told of lines that somebody had removed from this clone's ledger and that were put back. */
  restored?: (lines: Missing[]) => void
  /** Refs that move in the same transaction, or nothing is written. */
  alongside?: Swap[]
  /** What the reflogs of all of them say. */
  reflog?: string
}

/**
 * Writes entries into the notes of the commits they speak of. Any number of writers may do so at once:
 * each builds its notes commit off to the side and moves the ref by compare-and-swap, as often as it
 * takes. An entry that stands there already (same line; or same id, and ours has no signature to add)
 * is not written twice.
 * @param entries any number; all arrive in one notes commit, or none does. With shards that holds for those of one commit.
 * @returns the entries with their ids, in the order given, once they are durable.
 * @throws Failure for an entry that could not be read back, or a ref that stays locked.
 */
export async function append(
  repo: Repository,
  entries: Entry[],
  options: AppendOptions = {},
): Promise<Filed[]> {
  const lines = entries.map(entry => fileEntry(entry, repo.objectFormat))
  if (lines.length === 0) return []
  const { shards = 1, alongside, ...rest } = options
  const byRef = new Map<string, FiledLine[]>()
  for (const one of lines) push(byRef, options.ref ?? refFor(one.filed.entry, shards), one)
  const reader = openObjects(repo)
  try {
    for (const [at, [ref, some]] of [...byRef].entries())
      await appendTo(repo, reader, ref, some, { ...rest, ...(at === 0 && alongside && { alongside }) })
  } finally {
    reader.close()
  }
  return lines.map(one => one.filed)
}

async function appendTo(
  repo: Repository,
  reader: ObjectReader,
  ref: string,
  lines: FiledLine[],
  options: AppendOptions,
): Promise<void> {
  const byObject = new Map<Oid, FiledLine[]>()
  for (const one of lines) push(byObject, one.filed.on, one)
  await updateLedger(repo, reader, {
    ref,
    message: options.message ?? messageFor(lines.map(one => one.filed)),
    ...(options.identity && { identity: options.identity }),
    ...(options.restored && { restored: options.restored }),
    ...(options.alongside && { alongside: options.alongside }),
    ...(options.reflog && { reflog: options.reflog }),
    change: async (notes, base) => {
      let changed = false
      const before = await notes.read(byObject.keys())
      for (const [on, all] of byObject) {
        const note = before.get(on) ?? null
        const added = addedLines(note ?? Buffer.alloc(0), on, all)
        if (added.length === 0) continue
        const outcome = await fileLines(notes, on, note, added)
        if (outcome === 'no room')
          throw new Failure(`the ledger's note on ${on} is full, and so is the place beside it`, [
            { run: ['git', 'improver', 'ledger', 'fsck'], where: 'here' },
          ])
        changed ||= outcome === 'written'
      }
      return changed ? { parents: base ? [base] : [] } : { take: base }
    },
  })
}

function push<K>(map: Map<K, FiledLine[]>, key: K, one: FiledLine): void {
  const there = map.get(key)
  if (there) there.push(one)
  else map.set(key, [one])
}

function messageFor(filed: Filed[]): string {
  const kinds = [...new Set(filed.map(one => one.entry.kind))].sort().join(', ')
  return `chore(ledger): add ${filed.length === 1 ? '1 entry' : `${filed.length} entries`} (${kinds})`
}
