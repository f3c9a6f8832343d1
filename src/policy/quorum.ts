import type { Quorum } from '../model/policy.ts'

/** So many reviews, by anyone who may review or by some of a list, and the key that asks for them. */
export type Demand = { key: string; required: number; from: string[] | null }

/** A number and a map of the policy in one shape. */
export function demandOf(key: string, quorum: Quorum): Demand {
  return typeof quorum === 'number' ? { key, required: quorum, from: null } : { key, ...quorum }
}
