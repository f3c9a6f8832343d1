import { hash } from 'node:crypto'
import type { Repository } from '../git/repository.ts'
import { isFiled, type Unreadable } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import { type Format, recordOf } from '../ledger/records.ts'

/** So many of the lines that are left out are kept, to say where they are. */
const TOLD = 20

/**
 * What came out, and how many lines of notes did not, since they are no entries, with the first of those. Whole once
 * the lines are read.
 */
export type Exported = {
  lines: AsyncGenerator<string>
  entries: number
  unreadable: number
  left: Unreadable[]
}

/** Every entry of the ledger as a line with its newline, each once on however many objects it stands. */
export function exportLedger(repo: Repository, format: Format): Exported {
  const exported: Exported = { lines: read(), entries: 0, unreadable: 0, left: [] }
  async function* read() {
    const written = new Set<string>()
    for await (const one of readLedger(repo)) {
      if (!isFiled(one)) {
        exported.unreadable += 1
        if (exported.left.length < TOLD) exported.left.push(one)
        continue
      }
      // Of a signature, which is longer than all else that is kept of an entry here, the hash is enough.
      const { sig } = one.entry
      const key = sig === undefined ? one.id : `${one.id} ${hash('sha256', sig, 'base64')}`
      if (written.has(key)) continue
      written.add(key)
      exported.entries += 1
      yield `${recordOf(one, format)}\n`
    }
  }
  return exported
}
