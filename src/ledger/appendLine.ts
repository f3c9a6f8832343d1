import { openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { fileLines } from './fileLines.ts'
import { lineOf, noteLines } from './noteLines.ts'
import { updateLedger } from './updateLedger.ts'

/**
 * Writes one line into the note of an object, under a ref of `refs/notes/improver/` that holds no entries. Any number
 * of writers may do so at once, as with the ledger; a line that stands there already is not written twice.
 * @throws Failure when the ref stays locked.
 */
export async function appendLine(
  repo: Repository,
  ref: string,
  on: Oid,
  text: string,
  message: string,
): Promise<void> {
  const line = lineOf(text)
  const reader = openObjects(repo)
  try {
    await updateLedger(repo, reader, {
      ref,
      message,
      change: async (notes, base) => {
        const before = (await notes.read([on])).get(on) ?? null
        const there = before !== null && noteLines(before).includes(line)
        const written = !there && (await fileLines(notes, on, before, [line])) === 'written'
        return written ? { parents: base ? [base] : [] } : { take: base }
      },
    })
  } finally {
    reader.close()
  }
}
