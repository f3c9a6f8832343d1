import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { listNotes, type Malformed } from './listNotes.ts'
import { noteBytes, noteLines } from './noteLines.ts'
import type { OpenNotes } from './openNotes.ts'
import { readBlobs } from './readBlobs.ts'
import { unionLines } from './unionNotes.ts'

/** How many notes of ours gained something, how many of theirs lack something, and what there is no note. */
export type Merged = { gained: number; lacking: number; malformed: Malformed[] }

/**
 * Brings every line of another ledger's notes into ours. Only notes that differ are read, and no merge
 * base is asked. What is no note in their tree is named and stays out.
 * @param ours the commit that `notes` were opened from.
 * @throws Failure when a note that differs can't be read: a union without it would lose its lines.
 */
export async function mergeNotes(
  repo: Repository,
  notes: OpenNotes,
  ours: Oid | null,
  theirs: Oid,
): Promise<Merged> {
  const [here, there] = [await listNotes(repo, ours), await listNotes(repo, theirs)]
  const both: [Oid, Oid[], Oid[]][] = []
  let gained = 0
  let lacking = [...here.notes.keys()].filter(on => !there.notes.has(on)).length
  for (const [on, blobs] of there.notes) {
    const own = here.notes.get(on) ?? []
    if (same(own, blobs)) continue
    if (own.length > 0 || blobs.length > 1) both.push([on, own, blobs])
    else {
      await notes.take(on, blobs[0]!)
      gained += 1
    }
  }
  const oids = [...new Set(both.flatMap(([, own, blobs]) => [...own, ...blobs]))]
  const lines = new Map<Oid, string[]>()
  let at = 0
  for await (const reads of readBlobs(repo, oids)) {
    for (const read of reads) {
      const oid = oids[at++]!
      if ('why' in read) throw new Failure(`the ledgers can't be merged: ${oid}: ${read.why}`)
      lines.set(oid, noteLines(read.bytes))
    }
  }
  for (const [on, own, blobs] of both) {
    const a = own.flatMap(oid => lines.get(oid)!)
    const b = blobs.flatMap(oid => lines.get(oid)!)
    const union = unionLines(a, b)
    if (!same(union, b)) lacking += 1
    if (same(union, a) && own.length === 1) continue
    gained += 1
    if (same(union, b) && blobs.length === 1) await notes.take(on, blobs[0]!)
    else await notes.write(on, noteBytes(union))
  }
  return { gained, lacking, malformed: there.malformed }
}

/** Whether `commit` is `other` or one of its ancestors. */
export async function isAncestor(repo: Repository, commit: Oid, other: Oid): Promise<boolean> {
  const { code } = await repo.run(['merge-base', '--is-ancestor', commit, other], { accept: [1] })
  return code === 0
}

function same(a: string[], b: string[]): boolean {
  return a === b || (a.length === b.length && a.every((line, i) => line === b[i]))
}
