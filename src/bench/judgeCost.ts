import type { Compared } from './compareCase.ts'
import { type Reading, RULES, type Rules } from './judgePairs.ts'

/** `more` is as much more as the policy does not allow, `within` surely less than that, `open` what cannot be told. */
export type Cost = 'more' | 'within' | 'open'

/** Rules under which nothing is measured any further once a difference is surely smaller than a limit (a share). */
export function rulesFor(limit: number): Rules {
  return { ...RULES, least: Math.max(RULES.least, limit), reach: Math.max(RULES.reach, limit) }
}

/** What a comparison by `rulesFor(limit)` says: it has its own confirmation. */
export function costOf({ verdict, seen }: Pick<Compared, 'verdict' | 'seen'>, limit: number): Cost {
  if (verdict === 'worse' && seen.change >= limit) return 'more'
  return seen.between[1] < limit || verdict === 'better' ? 'within' : 'open'
}

/** What pairs say that were measured for something else, in one look and without a confirmation. */
export function readCost({ change, between, p }: Reading, limit: number): Cost {
  if (p <= RULES.alpha && change >= limit && change > 0) return 'more'
  return between[1] < limit ? 'within' : 'open'
}
