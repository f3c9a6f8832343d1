import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { listNotes, type Malformed, type NoteList } from './listNotes.ts'
import { lineText, noteLines } from './noteLines.ts'
import { type BlobRead, readBlobs } from './readBlobs.ts'

/**
 * A line that was there and is not any more: for reading, and with one character a byte. `raw` is null
 * for a whole note that changed and whose old content can't be read; `line` says why.
 */
export type Missing = { on: Oid; line: string; raw: string | null }

export type Comparison = {
  missing: Missing[]
  /** What the new tree has that is no proper note and the old one had not. */
  malformed: Malformed[]
  /** More lines are missing than were asked for. */
  truncated: boolean
}

/**
 * What a ledger loses by going from `old` to `new` (null: no ledger). Compared by annotated object, so a
 * note may move to another fan-out or byte for byte into a longer note; only notes that differ are read.
 * A note that can't be read in `new` (missing, over 16 MB) is malformed; one that is missing in `old` must
 * stand unchanged. One that nobody could ever read there held nothing that could be lost.
 * @param limit stop after as many missing lines.
 */
export async function missingLines(
  repo: Repository,
  old: Oid | null,
  now: Oid | null,
  limit = 1_000,
): Promise<Comparison> {
  const before = await listNotes(repo, old)
  const after = old === now ? before : await listNotes(repo, now)
  const malformed = newlyMalformed(before, after)
  const missing: Missing[] = []
  if (old === now) return { missing, malformed, truncated: false }

  const suspects = [...before.notes].filter(([on, blobs]) => {
    const there = after.notes.get(on)
    return !there || blobs.some(blob => !there.includes(blob))
  })
  // Notes added only now are not read: nothing of theirs can be missing.
  const asked = suspects.flatMap(([on, blobs]) => [...blobs, ...(after.notes.get(on) ?? [])])
  const answers = readBlobs(repo, asked)
  const take = taker(answers)
  for (const [on, blobs] of suspects) {
    const oldReads = await take(blobs.length)
    const later = after.notes.get(on) ?? []
    const newReads = await take(later.length)
    const kept = new Set(newReads.flatMap(linesOf))
    for (const [i, read] of newReads.entries())
      if ('why' in read) malformed.push({ path: on, oid: later[i]!, why: read.why })
    for (const [i, read] of oldReads.entries()) {
      if (later.includes(blobs[i]!) || ('why' in read && !read.missing)) continue
      const lost: Missing[] =
        'why' in read
          ? [{ on, line: read.why, raw: null }]
          : [...new Set(linesOf(read))]
              .filter(line => !kept.has(line))
              .map(raw => ({ on, line: lineText(raw) ?? raw, raw }))
      // One by one: a note may hold millions of lines, and a call takes only so many arguments.
      for (const line of lost.slice(0, limit - missing.length)) missing.push(line)
      if (missing.length < limit || lost.length === 0) continue
      await answers.return(undefined)
      return { missing, malformed, truncated: true }
    }
  }
  await answers.return(undefined)
  return { missing, malformed, truncated: false }
}

function linesOf(read: BlobRead): string[] {
  return 'bytes' in read ? noteLines(read.bytes) : []
}

/** Takes so many answers off the front. */
function taker(answers: AsyncGenerator<BlobRead[]>): (count: number) => Promise<BlobRead[]> {
  let ready: BlobRead[] = []
  let at = 0
  return async count => {
    const taken: BlobRead[] = []
    while (taken.length < count) {
      if (at === ready.length) {
        const { value, done } = await answers.next()
        if (done) throw new Error('git cat-file ended before it had answered')
        ready = value
        at = 0
      }
      const some = ready.slice(at, at + count - taken.length)
      taken.push(...some)
      at += some.length
    }
    return taken
  }
}

function newlyMalformed(before: NoteList, after: NoteList): Malformed[] {
  const known = new Set(before.malformed.map(({ path, oid }) => `${oid} ${path}`))
  return after.malformed.filter(({ path, oid }) => !known.has(`${oid} ${path}`))
}
