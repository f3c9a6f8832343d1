import type { SeenReview } from './seeReviews.ts'

/**
 * Takes the reviews whose key has spoken for somebody else before: an authority may certify one key for two addresses
 * that the policy lists under nobody, and its holder would be two reviewers. The policy itself never gives one key to two.
 */
export function onePersonAKey(seen: SeenReview[]): SeenReview[] {
  const holders = new Map<string, string>()
  return seen.map(review => {
    const { person, key } = review
    if (person === null || key === null) return review
    const holder = holders.get(key) ?? person
    holders.set(key, holder)
    return holder === person
      ? review
      : { ...review, person: null, problem: `its key is that of ${holder}, who reviewed too` }
  })
}
