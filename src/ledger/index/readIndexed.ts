import { join } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Entry, EntryKind, Filed } from '../../model/entry.ts'
import { isLedgerRef, LEDGER_GLOB } from '../ledgerRef.ts'
import { noteLines } from '../noteLines.ts'
import { isFiled, type Unreadable } from '../parseEntry.ts'
import { misplaced, noShard, parseLine, readLedger } from '../read.ts'
import { readBlobs } from '../readBlobs.ts'
import { typedRefs } from '../typedRefs.ts'
import { type ChangedNotes, changedNotes } from './changedNotes.ts'
import { type IndexWriter, type OpenIndex, openIndex, writeIndex } from './indexFile.ts'

/** A ledger of fewer lines is read as fast without an index. */
const WORTH_IT = 2_000

/**
 * All that `readLedger` gives, in any order, by an index below the git directory where the ledger is large. The index is
 * derived: it is checked each time, brought up to date when the ledger moved, and made anew when it does not hold or
 * can't be read. For whoever looks something up; what decides reads the notes themselves.
 * @param kinds only entries of these, and what can't be read.
 * @param worthIt from how many lines on an index is written.
 */
export async function* readIndexed(
  repo: Repository,
  kinds?: readonly EntryKind[],
  worthIt = WORTH_IT,
): AsyncGenerator<Filed | Unreadable> {
  for (const one of await typedRefs(repo, LEDGER_GLOB)) {
    const { ref, oid } = one
    if (!isLedgerRef(ref)) continue
    const odd = noShard(one)
    if (odd) {
      yield odd
      continue
    }
    for await (const records of recordsAt(repo, ref, oid, worthIt))
      for (const record of records) {
        const one = readRecord(record, kinds)
        if (one) yield misplaced(one, ref)
      }
  }
}

/** Where the index of a ledger's ref lies. */
export function indexPath(repo: Repository, ref: string): string {
  return join(repo.commonDir, 'improver', 'index', ref.slice(ref.lastIndexOf('/') + 1))
}

async function* recordsAt(
  repo: Repository,
  ref: string,
  commit: Oid,
  worthIt: number,
): AsyncGenerator<string[]> {
  const file = indexPath(repo, ref)
  const index = await openIndex(file)
  try {
    if (index?.commit === commit) {
      yield* index.records()
      return
    }
    const changed = index && (await mergeable(repo, index, commit))
    const fresh = index && changed ? merged(repo, index, changed) : anew(repo, commit)
    yield* kept(file, commit, fresh, worthIt)
  } finally {
    await index?.close()
  }
}

/** Passes records on, and keeps them as an index once all of them were read. */
async function* kept(
  file: string,
  commit: Oid,
  source: AsyncGenerator<string[]>,
  worthIt: number,
): AsyncGenerator<string[]> {
  const keeper = newKeeper(file, commit, worthIt)
  try {
    for await (const records of source) {
      await keeper.take(records)
      yield records
    }
    await keeper.finish()
  } finally {
    // Also when the reader went away before the end.
    await keeper.drop()
  }
}

/** Writes an index when there is enough for one: a disk that is full, or not ours to write, costs it and nothing else. */
function newKeeper(file: string, commit: Oid, worthIt: number) {
  let held: string[] = []
  let writer: IndexWriter | 'not yet' | 'never' = 'not yet'
  const drop = async () => {
    if (typeof writer === 'object') await writer.drop()
    writer = 'never'
  }
  return {
    drop,
    async take(records: string[]): Promise<void> {
      if (writer === 'never') return
      try {
        for (const record of records) held.push(record)
        if (writer === 'not yet' && held.length < worthIt) return
        if (writer === 'not yet') writer = await writeIndex(file, commit)
        for (const record of held) await writer.add(record)
        held = []
      } catch {
        await drop()
      }
    },
    async finish(): Promise<void> {
      if (typeof writer === 'object') await writer.finish().catch(() => {})
      writer = 'never'
    },
  }
}

async function* anew(repo: Repository, commit: Oid): AsyncGenerator<string[]> {
  let records: string[] = []
  for await (const one of readLedger(repo, commit)) {
    records.push(recordOf(one))
    if (records.length < 500) continue
    yield records
    records = []
  }
  yield records
}

/** What differs since the index, where the rest of it can stay: no odd path in it, and no second note of one object. */
async function mergeable(repo: Repository, index: OpenIndex, commit: Oid): Promise<ChangedNotes | null> {
  const changed = await changedNotes(repo, index.commit, commit)
  if (!changed) return null
  for await (const records of index.records())
    for (const record of records) {
      const on = onOf(record)
      if (changed.get(on)?.before === false || record.startsWith(NO_LINE, on.length)) return null
    }
  return changed
}

async function* merged(repo: Repository, index: OpenIndex, changed: ChangedNotes): AsyncGenerator<string[]> {
  for await (const records of index.records()) yield records.filter(record => !changed.has(onOf(record)))
  const wanted = [...changed].flatMap(([on, { blob }]) => (blob === null ? [] : [{ on, blob }]))
  let at = 0
  const blobs = wanted.map(({ blob }) => blob)
  for await (const reads of readBlobs(repo, blobs))
    yield reads.flatMap(read => {
      const { on } = wanted[at++]!
      if ('why' in read) return [recordOf({ on, line: '', why: read.why })]
      return noteLines(read.bytes).map(line => recordOf(parseLine(line, on)))
    })
}

/** How the record goes on of a note that could not be read whole, or of what is no note. */
const NO_LINE = ' - {"line":"",'

/** `<object> <id> <line>`; for what can't be read the id is `-`, and then comes what is known of it. */
function recordOf(one: Filed | Unreadable): string {
  if (!isFiled(one)) return `${encodeURI(one.on)} - ${JSON.stringify({ line: one.line, why: one.why })}`
  return `${one.on} ${one.id} ${JSON.stringify(one.entry)}`
}

function onOf(record: string): Oid {
  return record.slice(0, record.indexOf(' '))
}

function readRecord(record: string, kinds: readonly EntryKind[] | undefined): Filed | Unreadable | null {
  const first = record.indexOf(' ')
  const second = record.indexOf(' ', first + 1)
  const on = record.slice(0, first)
  const id = record.slice(first + 1, second)
  const text = record.slice(second + 1)
  if (id === '-') return { on: decodeURI(on), ...(JSON.parse(text) as Omit<Unreadable, 'on'>) }
  // In canonical form a kind is always spelled the same; within a text the quotes would be escaped.
  if (kinds && !kinds.some(kind => text.includes(`"kind":"${kind}"`))) return null
  const entry = JSON.parse(text) as Entry
  return !kinds || kinds.includes(entry.kind) ? { id: id as Filed['id'], on, entry } : null
}
