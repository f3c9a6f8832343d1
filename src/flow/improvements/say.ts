import type { Repository } from '../../git/repository.ts'
import { openPen } from '../../ledger/pen.ts'
import type { Signed } from '../../ledger/signEntry.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { Entry, Json } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import { cloneName } from '../cloneNames.ts'
import { reviewRepository } from '../reviewRepository.ts'
import { gitIdentity } from '../run/identity.ts'

/** What a person says about a commit; who, when, where and the signature are added. */
export type Words = {
  kind: 'reviewed' | 'rejected' | 'withdrawn'
  commit: Oid
  change: Digest | null
  tree: Oid | null
  ref?: string
  improvement?: string
  of?: Digest
  data: { [key: string]: Json }
}

/** An entry that was written. `unsigned` says why it has no signature, and is null when it has one. */
export type Said = { id: Digest; kind: Words['kind']; unsigned: string | null }

/**
 * Writes what the person whom git knows here says into this clone's ledger, signed with their SSH key where git has
 * one. Nothing leaves the clone: `ledger sync` does that.
 * @throws Failure when git does not know who that is, or which repository this is.
 */
export async function say(repo: Repository, words: Words[]): Promise<Said[]> {
  const name = await reviewRepository(repo)
  if (!name)
    throw new Failure('a shallow clone cannot tell which repository a review is for', [
      { run: ['git', 'fetch', '--unshallow'], where: 'here' },
    ])
  const by = await gitIdentity(repo)
  const clone = await cloneName(repo)
  const pen = await openPen(repo, { signs: true })
  const signed: Signed[] = []
  for (const one of words) {
    const entry: Entry = { v: 1, at: new Date().toISOString(), by, clone, repo: name, ...one }
    signed.push(await pen.prepare(entry))
  }
  const filed = await pen.append(signed.map(one => one.entry))
  return filed.map(({ id }, at) => {
    const one = signed[at]!
    return { id, kind: words[at]!.kind, unsigned: one.signed ? null : one.why }
  })
}
