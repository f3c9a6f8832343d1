import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import type { EntryKind, Filed } from '../model/entry.ts'
import { entryLine } from './canonical.ts'
import { belongsIn, isLedgerRef, LEDGER_GLOB, LEDGER_REF } from './ledgerRef.ts'
import { listNotes } from './listNotes.ts'
import { lineText, noteLines, noteTexts } from './noteLines.ts'
import { parseEntry, type Unreadable, unreadable } from './parseEntry.ts'
import { readBlobs } from './readBlobs.ts'
import { refValues } from './refValues.ts'
import { type TypedRef, typedRefs } from './typedRefs.ts'

/**
 * Every line of the ledger as it stands when this is called, note by note; nothing where there is no
 * ledger. What can't be read comes out as `Unreadable` and is never left out: a line, a note that is
 * missing or too large (with an empty line), a path that is no object name (`on` is the path then).
 * One line may come on several objects, since `notes.rewriteRef` copies notes; its id is the same.
 * @param ref one ref of it, or a commit of that; by default the ledger and its shards, one after the other.
 * @param kinds only entries of these, and whole notes that can't be read: the other lines are not even parsed,
 *   which is most of the cost of a large ledger.
 */
export async function* readLedger(
  repo: Repository,
  ref?: string,
  kinds?: readonly EntryKind[],
): AsyncGenerator<Filed | Unreadable> {
  if (ref === undefined) {
    for (const one of await typedRefs(repo, LEDGER_GLOB)) {
      if (!isLedgerRef(one.ref)) continue
      const odd = noShard(one)
      if (odd) yield odd
      else for await (const line of readLedger(repo, one.oid, kinds)) yield misplaced(line, one.ref)
    }
    return
  }
  if (kinds) {
    yield* readKinds(repo, ref, kinds)
    return
  }
  const commit = await commitIn(repo, ref)
  const { notes, malformed } = await listNotes(repo, commit)
  for (const { path, why } of malformed) yield unreadable('', path, why)
  const wanted = [...notes].flatMap(([on, blobs]) => blobs.map(blob => ({ on, blob })))
  let at = 0
  const blobs = wanted.map(one => one.blob)
  for await (const reads of readBlobs(repo, blobs)) {
    for (const read of reads) {
      const { on } = wanted[at++]!
      const texts = 'bytes' in read ? noteTexts(read.bytes) : []
      if ('why' in read) yield unreadable('', on, read.why)
      else if (texts) for (const text of texts) yield parseEntry(text, on)
      else for (const line of noteLines(read.bytes)) yield parseLine(line, on)
    }
  }
}

/** A shard that is no ledger hides nothing that people said, and must not stop who reads that; the ledger itself must. */
export function noShard({ ref, type }: TypedRef): Unreadable | null {
  if (ref === LEDGER_REF || type === 'commit' || type === 'missing') return null
  return unreadable('', ref, `the ref holds a ${type}, and so no ledger`)
}

/** What a person says counts in the ledger itself alone: nobody shall hide it where the gate does not look. */
export function misplaced(one: Filed | Unreadable, ref: string): Filed | Unreadable {
  if (!('entry' in one) || belongsIn(one.entry.kind, ref)) return one
  return unreadable(
    entryLine(one.entry),
    one.on,
    `${one.entry.kind} stands in ${ref}, where it does not count`,
  )
}

async function commitIn(repo: Repository, ref: string): Promise<Oid | null> {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref)) return ref
  return (await refValues(repo, [ref]))[0] ?? null
}

/** In canonical form a kind is always spelled the same; within a text the quotes would be escaped. */
async function* readKinds(
  repo: Repository,
  ref: string,
  kinds: readonly EntryKind[],
): AsyncGenerator<Filed | Unreadable> {
  const commit = await commitIn(repo, ref)
  const { notes, malformed } = await listNotes(repo, commit)
  for (const { path, why, hides } of malformed) if (hides) yield unreadable('', path, why)
  const wanted = [...notes].flatMap(([on, blobs]) => blobs.map(blob => ({ on, blob })))
  const spelled = kinds.map(kind => `"kind":"${kind}"`)
  let at = 0
  const blobs = wanted.map(one => one.blob)
  for await (const reads of readBlobs(repo, blobs)) {
    for (const read of reads) {
      const { on } = wanted[at++]!
      if ('why' in read) {
        yield unreadable('', on, read.why)
        continue
      }
      const { bytes } = read
      if (!spelled.some(one => bytes.includes(one, 0, 'latin1'))) continue
      for (const line of noteLines(bytes)) {
        if (!spelled.some(one => line.includes(one))) continue
        const one = parseLine(line, on)
        if ('entry' in one && kinds.includes(one.entry.kind)) yield one
      }
    }
  }
}

/** A line of a note that is not all UTF-8. */
export function parseLine(line: string, on: Oid): Filed | Unreadable {
  const text = lineText(line)
  return text === null ? unreadable(line, on, 'no UTF-8') : parseEntry(text, on)
}
