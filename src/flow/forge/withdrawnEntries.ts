import type { ForgeClient, Opinion, Proposal } from '../../forges/forge.ts'
import type { Repository } from '../../git/repository.ts'
import { LEDGER_REF } from '../../ledger/ledgerRef.ts'
import { isFiled } from '../../ledger/parseEntry.ts'
import { readLedger } from '../../ledger/read.ts'
import { verifyEntry } from '../../ledger/verifyEntry.ts'
import type { Entry, Filed } from '../../model/entry.ts'
import type { Policy } from '../../model/policy.ts'
import { SAID } from '../gatherEntries.ts'

/** What vouchers of the policy have written about proposals of one forge's repository. */
export async function readVouched(
  repo: Repository,
  policy: Policy,
  client: Pick<ForgeClient, 'forge' | 'repository'>,
): Promise<Filed[]> {
  const keys = new Set(Object.values(policy.vouchers))
  const vouched: Filed[] = []
  for await (const one of readLedger(repo, LEDGER_REF, SAID)) {
    if (!isFiled(one)) continue
    const { data } = one.entry
    if (data.forge !== client.forge || data.repository !== client.repository) continue
    const signature = verifyEntry(one.entry)
    if (signature.state === 'good' && keys.has(signature.key)) vouched.push(one)
  }
  return vouched
}

/**
 * Takes back what a voucher wrote of reviews that stand no longer: dismissed, or followed by another word of the
 * same account. An approval that the next push made old stands as it is: its entry speaks of the change that was read.
 */
export function withdrawnEntries(
  vouched: Filed[],
  proposal: Proposal,
  opinions: Opinion[],
  by: string,
): Entry[] {
  const standing = new Set(opinions.filter(one => one.stands).map(one => one.id))
  const gone = new Set(vouched.flatMap(({ entry }) => (entry.kind === 'withdrawn' ? (entry.of ?? []) : [])))
  return vouched
    .filter(
      ({ id, entry }) =>
        entry.kind !== 'withdrawn' &&
        entry.data.number === proposal.number &&
        typeof entry.data.review === 'string' &&
        !standing.has(entry.data.review) &&
        !gone.has(id),
    )
    .map(({ id, entry }) => {
      const { sig: _, improvement: __, ...rest } = entry
      const { reason: ___, base: ____, tip: _____, ...data } = entry.data
      return { ...rest, kind: 'withdrawn', by, of: id, data }
    })
}
