import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { annotatedBy } from './listNotes.ts'
import { lineText, noteLines } from './noteLines.ts'
import { readBlobs } from './readBlobs.ts'

/** A line that a commit of the ledger took away: `line` for reading, `raw` with one character a byte. */
export type Removed = { on: Oid; line: string; raw: string; by: Oid }

type Suspect = { by: Oid; on: Oid; before: Oid[]; after: Oid[] }

/** So many changed notes are compared at a time. */
const AT_ONCE = 2_000

/**
 * Every line that some commit in a ledger's history dropped: what `git notes remove`, `prune`, `merge` or an editor
 * does. A line may have come back since. Notes are compared by the object they are on, so that moving to
 * another fan-out removes nothing.
 * @param tips commits of the ledger; the history of all of them is read, each commit once.
 */
export async function* removedLines(repo: Repository, tips: Oid[]): AsyncGenerator<Removed> {
  let suspects: Suspect[] = []
  for (const one of await changedNotes(repo, tips)) {
    suspects.push(one)
    if (suspects.length < AT_ONCE) continue
    yield* compare(repo, suspects)
    suspects = []
  }
  yield* compare(repo, suspects)
}

/** Notes that lost a blob, commit by commit and parent by parent. */
async function changedNotes(repo: Repository, tips: Oid[]): Promise<Suspect[]> {
  if (tips.length === 0) return []
  const commits = await repo.text(['rev-list', '--stdin'], { input: `${tips.join('\n')}\n` })
  const args = ['diff-tree', '--stdin', '-m', '-r', '--no-renames', '--no-abbrev', '--raw']
  const { stdout } = await repo.run(args, { input: `${commits}\n` })
  const suspects: Suspect[] = []
  const digits = repo.objectFormat === 'sha256' ? 64 : 40
  let by = ''
  let notes = new Map<Oid, { before: Oid[]; after: Oid[] }>()
  const end = () => {
    for (const [on, { before, after }] of notes)
      if (before.some(blob => !after.includes(blob))) suspects.push({ by, on, before, after })
    notes = new Map()
  }
  for (const line of stdout.toString('latin1').split('\n')) {
    if (!line.startsWith(':')) {
      end()
      by = line.slice(0, digits)
      continue
    }
    // :<old mode> <new mode> <old blob> <new blob> <status> TAB <path>
    const tab = line.indexOf('\t')
    const [before = '', after = ''] = line.slice(15, tab).split(' ')
    const on = annotatedBy(line.slice(tab + 1), digits)
    if (on === null) continue
    const note = notes.get(on) ?? { before: [], after: [] }
    notes.set(on, note)
    if (!/^0+$/.test(before)) note.before.push(before)
    if (!/^0+$/.test(after)) note.after.push(after)
  }
  end()
  return suspects
}

async function* compare(repo: Repository, suspects: Suspect[]): AsyncGenerator<Removed> {
  const oids = [...new Set(suspects.flatMap(({ before, after }) => [...before, ...after]))]
  const lines = new Map<Oid, string[]>()
  let at = 0
  for await (const reads of readBlobs(repo, oids))
    for (const read of reads) lines.set(oids[at++]!, 'bytes' in read ? noteLines(read.bytes) : [])
  for (const { by, on, before, after } of suspects) {
    const kept = new Set(after.flatMap(blob => lines.get(blob)!))
    for (const raw of new Set(before.flatMap(blob => lines.get(blob)!)))
      if (!kept.has(raw)) yield { on, line: lineText(raw) ?? raw, raw, by }
  }
}
