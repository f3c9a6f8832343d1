import { VOUCHER_KEY } from '../../flow/voucherKey.ts'
import type { Witness } from '../../flow/witness.ts'
import type { Repository } from '../../git/repository.ts'

/** What `--record` takes beside it. */
export const VOUCHER_KEY_OPTION = [
  '--voucher-key <file>',
  `with --record: sign as a voucher, with this key (or the one in ${VOUCHER_KEY})`,
] as const

/** Who writes down what a verb found out: by its options and environment. */
export async function openWitnessHere(repo: Repository, options: Record<string, unknown>): Promise<Witness> {
  const { openWitness } = await import('../../flow/witness.ts')
  const file = options.voucherKey as string | undefined
  return openWitness(repo, { file, key: process.env[VOUCHER_KEY] })
}
