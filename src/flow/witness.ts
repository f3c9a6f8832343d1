import type { Repository } from '../git/repository.ts'
import { openPen } from '../ledger/pen.ts'
import type { Entry, Filed } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { openSandbox } from '../sandbox/openSandbox.ts'
import { cloneName, repositoryName } from './cloneNames.ts'
import { policyInForce } from './policyInForce.ts'
import { gitIdentity } from './run/identity.ts'
import { type KeySource, readVoucherKey } from './voucherKey.ts'

/** What a witness says; who says it, when and where is filled in. */
export type Statement = Omit<Entry, 'v' | 'at' | 'by' | 'clone' | 'repo' | 'prev' | 'sig'>

/** Writes down what was measured or proven here. */
export type Witness = {
  /** The voucher whose key signs, and so makes it count; null for anybody's word. */
  voucher: string | null
  record(statements: Statement[]): Promise<Filed[]>
}

/**
 * Opens a witness before there is anything to write, since a key that is no good should not cost a measurement.
 * @param source a voucher's key, as in CI; without one git's own key signs, where there is one.
 * @throws Failure for a key that cannot be read or is no voucher's, and for a voucher's where nothing isolates the code that
 *   is judged: it could read the key.
 */
export async function openWitness(repo: Repository, source: KeySource): Promise<Witness> {
  const policy = await policyInForce(repo)
  const { remote, shards } = policy.ledger
  const voucher = await readVoucherKey(policy, source)
  if (voucher && 'problem' in voucher)
    throw new Failure(voucher.problem, [{ ask: 'name its public half in vouchers of the policy' }])
  if (voucher && (await openSandbox(policy.sandbox)).kind === 'none')
    throw new Failure(
      "a voucher's key is not used where the policy says sandbox: none: the code that is judged could read it",
      [{ ask: 'run it without the key, or where there is a sandbox' }],
    )
  const who = voucher?.by ?? (await gitIdentity(repo))
  const where = { clone: await cloneName(repo), repo: await repositoryName(repo, remote) }
  return {
    voucher: voucher?.name ?? null,
    async record(statements) {
      const pen = await openPen(repo, { signs: true, ...(voucher && { as: voucher }), shards })
      const entries: Entry[] = []
      for (const statement of statements) {
        const said: Entry = { v: 1, at: new Date().toISOString(), by: who, ...where, ...statement }
        const made = await pen.prepare(said)
        if (voucher && !made.signed) throw new Failure(`the voucher's key did not sign: ${made.why}`)
        entries.push(made.entry)
      }
      return pen.append(entries)
    },
  }
}
