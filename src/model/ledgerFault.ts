import type { Digest, Oid } from './change.ts'

/**
 * What can be wrong with a ledger: an entry that others speak of or that once stood there is gone; a line is not what its
 * writer wrote; an entry says what can't be; whoever signed it may not say that; an entry has no signature.
 */
export const FAULTS = ['missing', 'altered', 'impossible', 'unheard', 'unsigned'] as const

export type LedgerFault = {
  fault: (typeof FAULTS)[number]
  /** The entry; for a line or path that is no entry the digest of it. */
  id: Digest
  /** The object whose note holds it, or held it; a path where it is on none. Null where nobody knows. */
  on: Oid | null
  /** In words for a person. */
  says: string
  /** The `incident` by which somebody who may has said that it is known, or null. */
  known: Digest | null
}
