import type { Repository } from '../git/repository.ts'
import { append } from '../ledger/append.ts'
import { isFiled } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import { type Format, lineKey, readRecord, recordOf } from '../ledger/records.ts'
import { verifyEntry } from '../ledger/verifyEntry.ts'
import type { Entry } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'

/** What came out, and how many lines of notes did not, since they are no entries. Whole once the lines are read. */
export type Exported = { lines: AsyncGenerator<string>; entries: number; unreadable: number }

/** Every entry of the ledger as a line with its newline, each once on however many objects it stands. */
export function exportLedger(repo: Repository, format: Format): Exported {
  const exported: Exported = { lines: read(), entries: 0, unreadable: 0 }
  async function* read() {
    const written = new Set<string>()
    for await (const one of readLedger(repo)) {
      if (!isFiled(one)) {
        exported.unreadable += 1
        continue
      }
      const key = one.id + (one.entry.sig ?? '')
      if (written.has(key)) continue
      written.add(key)
      exported.entries += 1
      yield `${recordOf(one, format)}\n`
    }
  }
  return exported
}

/** How many of the entries of a file were new here. */
export type Imported = { read: number; added: number }

/**
 * Puts the entries of an export into this clone's ledger, all of them or none. A signature that does not hold is
 * refused; who may say what is judged where it is read, as for any entry.
 * @param source what the file is called, for messages.
 * @throws Failure that names the first line that is no entry.
 */
export async function importLedger(
  repo: Repository,
  lines: AsyncIterable<string>,
  source: string,
): Promise<Imported> {
  const entries: Entry[] = []
  const digits = repo.objectFormat === 'sha256' ? 64 : 40
  let number = 0
  for await (const line of lines) {
    number += 1
    if (!line.trim()) continue
    const read = readRecord(line)
    const why = typeof read === 'string' ? read : problemWith(read.entry, digits)
    if (typeof read === 'string' || why)
      throw new Failure(`${source}:${number}: ${why}; nothing was imported`, [
        { run: ['git', 'improver', 'ledger', 'export'], where: 'here' },
      ])
    entries.push(read.entry)
  }
  const before = new Set<string>()
  for await (const one of readLedger(repo)) if (isFiled(one)) before.add(lineKey(one))
  const filed = await append(repo, entries)
  const added = new Set(filed.map(lineKey))
  return { read: filed.length, added: [...added].filter(key => !before.has(key)).length }
}

function problemWith(entry: Entry, digits: number): string | null {
  if (entry.commit.length !== digits) return `${entry.commit} is no object name in this repository`
  const signature = verifyEntry(entry)
  return signature.state === 'bad' ? `its signature does not hold: ${signature.why}` : null
}
