import { hash } from 'node:crypto'
import type { Repository } from '../git/repository.ts'
import { append } from '../ledger/append.ts'
import { isFiled, MAX_LINE, parseEntry } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import { lineKey, readRecord } from '../ledger/records.ts'
import { type FileLine, splitLines } from '../ledger/splitLines.ts'
import { openSpool, type Spool } from '../ledger/spool.ts'
import { verifyEntry } from '../ledger/verifyEntry.ts'
import type { Entry, Filed } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'

/** How many entries a file has, and how many of them were new here. */
export type Imported = { read: number; added: number }

/** So many entries are written in one commit of the ledger: what is held in memory does not grow with the file. */
const AT_ONCE = 10_000
/** A record is an entry and its id, or a statement around it, and other tools may spell each letter as an escape. */
const MOST_OF_A_LINE = 8 * MAX_LINE

/**
 * Puts the entries of an export into this clone's ledger, unless one line is none: then nothing is written. What is there
 * already is not written again, so that an import that was interrupted is finished by the same import. A signature that
 * does not hold is refused; who may say what is judged where it is read, as for any entry.
 * @param source what the file is called, for messages.
 * @param atOnce so many entries come in one commit.
 * @throws Failure that names the first line that is no entry.
 */
export async function importLedger(
  repo: Repository,
  bytes: AsyncIterable<Uint8Array>,
  source: string,
  atOnce = AT_ONCE,
): Promise<Imported> {
  const spool = await openSpool()
  try {
    const imported = await checked(repo, splitLines(bytes, MOST_OF_A_LINE), source, spool)
    let entries: Entry[] = []
    let done = 0
    const write = async () => {
      await append(repo, entries).catch((error: Error) => {
        if (done === 0) throw error
        const so = `${done} of ${imported.added} new entries are in the ledger; the same import brings the others`
        throw error instanceof Failure
          ? new Failure(`${error.message}; ${so}`, error.next, error.exit)
          : new Error(`${error.message}; ${so}`, { cause: error })
      })
      done += entries.length
      entries = []
    }
    for await (const line of spool.lines()) {
      const read = parseEntry(line, '')
      if (!isFiled(read)) throw new Error(`what was an entry is none when it is read again: ${read.why}`)
      entries.push(read.entry)
      if (entries.length === atOnce) await write()
    }
    if (entries.length) await write()
    return imported
  } finally {
    await spool.close()
  }
}

/** Looks at every line before the first one is written, and puts aside what is new here. */
async function checked(
  repo: Repository,
  lines: AsyncIterable<FileLine>,
  source: string,
  spool: Spool,
): Promise<Imported> {
  const known = await standing(repo)
  const digits = repo.objectFormat === 'sha256' ? 64 : 40
  const imported = { read: 0, added: 0 }
  for await (const line of lines) {
    if ('text' in line && !line.text.trim()) continue
    const read = 'why' in line ? line.why : readRecord(line.text)
    const why = typeof read === 'string' ? read : problemWith(read.entry, digits)
    if (typeof read === 'string' || why !== null)
      throw new Failure(`${source}:${line.number}: ${why}; nothing was imported`, [
        { run: ['git', 'improver', 'ledger', 'export'], where: 'here' },
      ])
    imported.read += 1
    if (known.has(keyOf(read))) continue
    remember(known, read)
    imported.added += 1
    await spool.add(lineKey(read))
  }
  return imported
}

/** What stands in the ledger, in some forty bytes an entry. */
async function standing(repo: Repository): Promise<Set<string>> {
  const known = new Set<string>()
  for await (const one of readLedger(repo)) if (isFiled(one)) remember(known, one)
  return known
}

/** A signed line brings its words as well: without the signature they would say nothing more. */
function remember(known: Set<string>, one: Filed): void {
  known.add(one.id)
  known.add(keyOf(one))
}

function keyOf({ id, entry }: Filed): string {
  return entry.sig === undefined ? id : hash('sha256', `${id} ${entry.sig}`, 'base64')
}

function problemWith(entry: Entry, digits: number): string | null {
  if (entry.commit.length !== digits) return `${entry.commit} is no object name in this repository`
  const signature = verifyEntry(entry)
  return signature.state === 'bad' ? `its signature does not hold: ${signature.why}` : null
}
