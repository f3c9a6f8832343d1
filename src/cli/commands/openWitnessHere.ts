import { VOUCHER_KEY } from '../../flow/voucherKey.ts'
import type { Witness } from '../../flow/witness.ts'
import type { Repository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'

/** What `--record` takes beside it. */
export const VOUCHER_KEY_OPTION = [
  '--voucher-key <file>',
  `with --record: sign as a voucher, with this key (or the one in ${VOUCHER_KEY})`,
] as const

/**
 * The witness that `--record` asks for, or null without it.
 * @throws Failure for a voucher's key with nothing to sign: somebody counts on an entry that nobody would write.
 */
export async function openWitnessIfAsked(
  repo: Repository,
  options: Record<string, unknown>,
): Promise<Witness | null> {
  if (options.record) return openWitnessHere(repo, options)
  if (options.voucherKey === undefined) return null
  throw new Failure('--voucher-key signs what --record writes, and without that nothing is written', [
    { ask: 'add --record' },
  ])
}

/** Who writes down what a verb found out: by its options and environment. */
async function openWitnessHere(repo: Repository, options: Record<string, unknown>): Promise<Witness> {
  const { openWitness } = await import('../../flow/witness.ts')
  const file = options.voucherKey as string | undefined
  return openWitness(repo, { file, key: process.env[VOUCHER_KEY] })
}
