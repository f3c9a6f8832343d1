import type { EntryKind } from '../../model/entry.ts'
import type { Known } from '../signals/signal.ts'
import type { EntryFact } from './entryFact.ts'
import { isObeyed, speakerOf, voucherOf } from './speakerOf.ts'

/** Who may say an entry of a kind: anyone (a hint), a person of the policy, a voucher of it, or either. */
export type Authority = 'anyone' | 'people' | 'vouchers' | 'either'

/**
 * Evidence is the word of a machine that ran it, a review that of a human; a rollout and what was seen of it may
 * be told by both. A proposal decides nothing.
 */
export const AUTHORITY: { readonly [K in EntryKind]: Authority } = {
  proposed: 'anyone',
  validated: 'vouchers',
  benched: 'vouchers',
  reviewed: 'people',
  rejected: 'people',
  withdrawn: 'people',
  overridden: 'people',
  staged: 'either',
  measured: 'either',
  incident: 'either',
}

/** Whether whoever stands behind this entry may say what it says. Entries of which that does not hold are shown all the same. */
export function isAuthorised(fact: EntryFact, known: Known): boolean {
  const authority = AUTHORITY[fact.entry.kind]
  if (authority === 'anyone') return true
  const speaker = speakerOf(fact, known)
  if (authority !== 'vouchers' && isObeyed(speaker, known)) return true
  // A voucher that speaks of what it did itself names nobody; a revoked key of its own would show in the signer.
  const revoked = speaker.signer?.person === null && speaker.signer.revoked
  return (
    authority !== 'people' && voucherOf(fact, known) !== null && !revoked && fact.entry.data.for === undefined
  )
}
