import { randomUUID } from 'node:crypto'
import type { Repository } from '../../git/repository.ts'
import { append } from '../../ledger/append.ts'
import { fileEntry } from '../../ledger/fileEntry.ts'
import { signEntry } from '../../ledger/signEntry.ts'
import { sync } from '../../ledger/sync.ts'
import { verifyEntry } from '../../ledger/verifyEntry.ts'
import type { Entry } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import type { Heard } from '../gatherEntries.ts'
import type { Voucher } from '../voucherKey.ts'
import type { Isolated } from './openIsolated.ts'

/** How what the forge said becomes entries: in a voucher's name, or in that of this run, which asked the forge itself. */
export type Voice = {
  by: string
  /** A policy under which its words count. */
  under(policy: Policy): Policy
  /** Makes entries ready to be judged by. */
  hear(entries: Entry[]): Promise<Heard[]>
}

const OWN = 'this run'

/**
 * A voice without a key. Its word counts for this run alone: the signature is a fact that exists in this process and
 * nowhere else, under a name that is drawn by chance, so that no line of the ledger can claim it.
 */
export function ownVoice(repo: Repository, forge: string): Voice {
  // Of a kind that can sign, so that people count as able to review; no key that there is has dashes in it.
  const key = `ssh-ed25519 ${randomUUID()}`
  const name = `${OWN}, which asked ${forge}`
  return {
    by: `${name} <run@voucher.invalid>`,
    under: policy => ({ ...policy, vouchers: { ...policy.vouchers, [name]: key } }),
    hear: async entries =>
      entries.map(entry => ({
        filed: fileEntry(entry, repo.objectFormat).filed,
        signature: { state: 'good', kind: 'ssh', key, fingerprint: '', userPresent: false },
      })),
  }
}

/** A voice whose entries everybody can check: signed with a voucher's key. */
export function vouchersVoice(repo: Repository, voucher: Voucher): Voice {
  return {
    by: voucher.by,
    under: policy => policy,
    async hear(entries) {
      const heard: Heard[] = []
      for (const entry of entries) {
        const signed = await signEntry(repo, entry, voucher.key)
        if (!signed.signed) throw new Failure(`the voucher's key did not sign: ${signed.why}`)
        const { filed } = fileEntry(signed.entry, repo.objectFormat)
        heard.push({ filed, signature: verifyEntry(filed.entry) })
      }
      return heard
    },
  }
}

/** How many entries were kept, and why none where there were some. */
export type Kept = { entries: number; problem: string | null }

/**
 * Appends signed entries to the ledger of the job's clone and exchanges it with the remote. What the ledger has already is
 * not written again. The decision does not hang on it.
 * @param known ids that stand in the ledger, signed by a voucher.
 */
export async function keepEntries(
  isolated: Isolated,
  heard: Heard[],
  known: ReadonlySet<string>,
): Promise<Kept> {
  const fresh = heard.filter(({ filed }) => !known.has(filed.id)).map(({ filed }) => filed.entry)
  if (!fresh.length) return { entries: 0, problem: null }
  try {
    await append(isolated.job, fresh)
    await sync(isolated.job, isolated.remote)
    return { entries: fresh.length, problem: null }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { entries: 0, problem: error.message }
  }
}
