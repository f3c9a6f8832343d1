import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { addToNote, hasRoom } from './fileLines.ts'
import { LEDGER_REF } from './ledgerRef.ts'
import { listNotes, type Malformed } from './listNotes.ts'
import { noteBytes, noteLines } from './noteLines.ts'
import type { OpenNotes } from './openNotes.ts'
import { MAX_NOTE } from './parseEntry.ts'
import { readBlobs } from './readBlobs.ts'
import { unionLines } from './unionNotes.ts'

/** How many notes of ours gained something, how many of theirs lack something, and what there is no note. */
export type Merged = { gained: number; lacking: number; malformed: Malformed[] }

/**
 * Brings every line of another ledger's notes into ours. Only notes that differ are read, and no merge
 * base is asked. What is no note in their tree, and what nobody can read as one on either side, is named and stays out:
 * no entry can stand in it, and nobody shall keep others' entries out with it.
 * @param ours the commit that `notes` were opened from.
 * @throws Failure when a note that differs is missing here: a union without it would lose its lines.
 */
export async function mergeNotes(
  repo: Repository,
  notes: OpenNotes,
  ours: Oid | null,
  theirs: Oid,
): Promise<Merged> {
  const [here, there] = [await listNotes(repo, ours), await listNotes(repo, theirs)]
  if (here.malformed.some(one => one.hides))
    throw new Failure(
      `this clone's ledger pretends to hold more notes than there can be; somebody wrote over it`,
      [
        { run: ['git', 'update-ref', '-d', LEDGER_REF], where: 'here' },
        { run: ['git', 'improver', 'ledger', 'sync'], where: 'here' },
      ],
    )
  const both: Both[] = []
  const theirsAlone: [Oid, Oid][] = []
  for (const [on, blobs] of there.notes) {
    const own = here.notes.get(on) ?? []
    if (same(own, blobs)) continue
    if (own.length > 0 || blobs.length > 1) both.push({ on, own, blobs })
    else theirsAlone.push([on, blobs[0]!])
  }
  const merged: Merged = { gained: 0, lacking: 0, malformed: there.malformed }
  const oursAlone = [...here.notes].filter(([on]) => !there.notes.has(on))
  const oneSided = [...oursAlone.flatMap(([, own]) => own), ...theirsAlone.map(([, blob]) => blob)]
  const odd = await unreadableBlobs(repo, ours ? oneSided : [])
  for (const [on, own] of oursAlone)
    if (own.every(blob => odd.has(blob))) await notes.drop(on)
    else merged.lacking += 1
  for (const [on, blob] of theirsAlone) {
    const why = odd.get(blob)
    if (why === undefined) {
      await notes.take(on, blob)
      merged.gained += 1
    } else merged.malformed.push({ path: on, oid: blob, why })
  }
  await mergeBoth(repo, notes, both, merged)
  return merged
}

/** An object with a note on both sides that are not the same, or with more than one on theirs. */
type Both = { on: Oid; own: Oid[]; blobs: Oid[] }

async function mergeBoth(repo: Repository, notes: OpenNotes, both: Both[], merged: Merged): Promise<void> {
  const oids = [...new Set(both.flatMap(({ own, blobs }) => [...own, ...blobs]))]
  const lines = new Map<Oid, string[] | null>()
  let at = 0
  for await (const reads of readBlobs(repo, oids)) {
    for (const read of reads) {
      const oid = oids[at++]!
      if ('why' in read && read.missing) throw new Failure(`the ledgers can't be merged: ${oid}: ${read.why}`)
      lines.set(oid, 'bytes' in read ? noteLines(read.bytes) : null)
    }
  }
  // Two notes of one object may be too much together; each alone is not.
  const fitting = (all: string[], oids: Oid[]) =>
    hasRoom(0, all) ? all : (oids.map(oid => lines.get(oid)).find(one => one) ?? [])
  const full: (() => Promise<void>)[] = []
  for (const { on, own, blobs } of both) {
    const a = own.flatMap(oid => lines.get(oid) ?? [])
    const b = blobs.flatMap(oid => lines.get(oid) ?? [])
    const union = unionLines(a, b)
    const leave = (why: string) => merged.malformed.push({ path: on, oid: blobs[0]!, why })
    if (blobs.some(oid => !lines.get(oid))) leave('nobody can read it as a note')
    if (!same(union, b)) merged.lacking += 1
    if (union.length === 0 || (same(union, a) && own.length === 1 && lines.get(own[0]!))) continue
    merged.gained += 1
    if (same(union, b) && blobs.length === 1) await notes.take(on, blobs[0]!)
    else if (hasRoom(0, union)) await notes.write(on, noteBytes(union))
    else
      full.push(async () => {
        const theirs = noteBytes(fitting(b, blobs))
        await notes.write(on, theirs)
        if ((await addToNote(notes, on, theirs, [...a, ...b])) !== 'no room') return
        await notes.write(on, noteBytes(fitting(a, own)))
        leave('there is no room for it beside ours')
      })
  }
  // Last: lines for which a note has no room may stand in notes of their own already, on either side.
  for (const write of full) await write()
}

/** Those of these blobs that nobody can read as notes, and why. */
async function unreadableBlobs(repo: Repository, oids: Oid[]): Promise<Map<Oid, string>> {
  const odd = new Map<Oid, string>()
  if (!oids.length) return odd
  const input = oids.map(oid => `${oid}\n`).join('')
  const text = await repo.text(['cat-file', '--batch-check=%(objecttype) %(objectsize)'], { input })
  for (const [at, line] of text.split('\n').entries()) {
    const [type, size] = line.split(' ')
    if (type === 'blob' && Number(size) > MAX_NOTE)
      odd.set(oids[at]!, `a note of ${size} bytes; the limit is ${MAX_NOTE}`)
    else if (type === 'tree' || type === 'commit' || type === 'tag')
      odd.set(oids[at]!, `the note is a ${type}`)
  }
  return odd
}

/** Whether `commit` is `other` or one of its ancestors. */
export async function isAncestor(repo: Repository, commit: Oid, other: Oid): Promise<boolean> {
  const { code } = await repo.run(['merge-base', '--is-ancestor', commit, other], { accept: [1] })
  return code === 0
}

function same(a: string[], b: string[]): boolean {
  return a === b || (a.length === b.length && a.every((line, i) => line === b[i]))
}
