/** What is crossed: by what a review is carried, what the policy asks for, how it lands, and what is wrong with it. */
export const CARRIERS = ['trailer', 'merge', 'sign-off', 'entry'] as const
export const ASSURANCES = ['claimed', 'vouched', 'verified', 'present'] as const
export const ROADS = ['fast-forward', 'merge', 'squash', 'rebase', 'to release', 'back to main'] as const
export const STATES = [
  'right',
  'carried over',
  'unsigned',
  'forged',
  'self-made',
  'withdrawn',
  'stale',
  'other change',
  'other ref',
] as const

export type Carrier = (typeof CARRIERS)[number]
export type Assurance = (typeof ASSURANCES)[number]
export type Road = (typeof ROADS)[number]
export type State = (typeof STATES)[number]
export type Cell = { carrier: Carrier; assurance: Assurance; road: Road; state: State }

/** Roads that make new commits of what was reviewed, as a forge's buttons and cherry-pick do. */
const REWRITES: Road[] = ['squash', 'rebase', 'to release']

/**
 * What must come of a cell, from the promises alone; null where there is no such case.
 * - Right: allowed, always.
 * - Carried over: git or a forge copied the words into a new commit and dropped the signature. Words are enough
 *   where words are asked for, and only as long as the change is the same and the ref is the one they name.
 * - Unsigned and forged: the same words typed by the reviewer without a key, and by somebody else. Where the policy asks
 *   for vouched, an entry is a voucher's word about the reviewer; the other carriers are signed by the reviewer.
 * - Withdrawn: the reviewer took it back, which holds whoever carries the words on.
 * - The rest is refused whoever signed it.
 */
export function expected({ carrier, assurance, road, state }: Cell): 'allowed' | 'refused' | null {
  switch (state) {
    case 'right':
      return 'allowed'
    case 'carried over':
      // A merge is not copied by any of these roads, and what the ledger says is about the change itself.
      if (!REWRITES.includes(road) || carrier === 'merge' || carrier === 'entry') return null
      if (road === 'to release') return 'refused'
      return assurance === 'claimed' ? 'allowed' : 'refused'
    case 'unsigned':
    case 'forged':
      return assurance === 'claimed' ? 'allowed' : 'refused'
    default:
      return 'refused'
  }
}

/** Every cell that there is. */
export function cells(): Cell[] {
  const all = CARRIERS.flatMap(carrier =>
    ASSURANCES.flatMap(assurance =>
      ROADS.flatMap(road => STATES.map(state => ({ carrier, assurance, road, state }))),
    ),
  )
  return all.filter(cell => expected(cell) !== null)
}
