import type { Repository } from '../git/repository.ts'
import { findSigningKey, type SigningKey } from '../git/signingKey.ts'
import type { Digest } from '../model/change.ts'
import type { Entry, Filed } from '../model/entry.ts'
import { type AppendOptions, append } from './append.ts'
import { entryId } from './canonical.ts'
import { lastWritten, rememberWritten } from './chain.ts'
import { type Signed, signEntry } from './signEntry.ts'

/** What this clone writes entries of its own with: each names the one that the same key wrote here before it. */
export type Pen = {
  /** The entry as it would be written. One that is never written leaves no gap, as long as the pen is dropped with it. */
  prepare(entry: Entry): Promise<Signed>
  /** Writes what was prepared, all of it or nothing. */
  append(entries: Entry[], options?: Omit<AppendOptions, 'ref' | 'shards'>): Promise<Filed[]>
}

export type PenOptions = {
  /** Whether entries are signed, where git has an SSH key to sign with. */
  signs: boolean
  /** A key to sign with instead of git's own. */
  as?: { publicKey: string; key: SigningKey }
  /** The policy's `ledger.shards`, for what machines tell. */
  shards?: number
}

/** Takes up the chains of this clone where they ended. */
export async function openPen(repo: Repository, { signs, as, shards = 1 }: PenOptions): Promise<Pen> {
  const key = as ? as.publicKey : signs ? await findSigningKey(repo) : null
  const last = new Map<string | null, Digest | undefined>()
  for (const one of [key, null]) last.set(one, lastWritten(repo.commonDir, one))
  const link = (entry: Entry, to: string | null): Entry => {
    const { prev: _, sig: __, ...plain } = entry
    const prev = last.get(to)
    return prev === undefined ? plain : { ...plain, prev }
  }
  const chainOf = (entry: Entry) => (entry.sig === undefined ? null : key)
  return {
    async prepare(entry) {
      const signed = signs ? await signEntry(repo, link(entry, key), as?.key) : null
      const made: Signed = signed?.signed
        ? signed
        : { entry: link(entry, null), signed: false, why: signed?.why ?? 'it is not to be signed' }
      last.set(chainOf(made.entry), entryId(made.entry))
      return made
    },
    async append(entries, options = {}) {
      const filed = await append(repo, entries, { ...options, shards })
      for (const to of new Set(filed.map(({ entry }) => chainOf(entry)))) {
        const written = filed.findLast(({ entry }) => chainOf(entry) === to)
        rememberWritten(repo.commonDir, to, written!.id)
      }
      return filed
    },
  }
}
