import type { Entrance } from '../gate/facts.ts'
import type { Repository } from '../git/repository.ts'
import type { RefUpdate } from '../model/change.ts'
import type { Decision, Violation } from '../model/decision.ts'
import type { Policy } from '../model/policy.ts'
import { type Deciding, isReadable } from './decidingPolicies.ts'
import { openSaidEntries, type SaidEntries } from './gatherEntries.ts'
import { type JudgeOptions, judgeUpdate, kindOf } from './judgeUpdate.ts'
import { POLICY_PATH } from './loadPolicy.ts'

/**
 * Judges one ref that moves by the policy that decides and, where the target's own says something else, by that one too:
 * refused by either is refused. The ref that the policy comes from is looked after even where the policy does not
 * protect it, since whoever could change it unjudged would walk round everything.
 */
export async function judgeLanding(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
  { policy: { policy }, own, holds }: Deciding,
  said: SaidEntries = openSaidEntries(repo),
  options: Pick<JudgeOptions, 'now' | 'server'> = {},
): Promise<Decision> {
  const kind = holds && kindOf(update.ref, policy) === 'free' ? { kind: 'authority' as const } : {}
  const decided = await judgeUpdate(repo, update, entrance, policy, said, { ...options, ...kind })
  const second = await byOwn(own, update, one =>
    judgeUpdate(repo, update, entrance, one, said, { ...options, deciding: policy }),
  )
  return second ? bothOf(decided, second, update) : decided
}

/** What a target's own policy says; null where it has none that differs. */
export async function byOwn(
  own: Deciding['own'],
  update: RefUpdate,
  judge: (policy: Policy) => Promise<Decision>,
): Promise<Decision | null> {
  if (!own) return null
  if (isReadable(own)) return judge(own.policy)
  const violation: Violation = {
    rule: 'policy-readable',
    level: 'block',
    commit: update.new,
    why: `${update.ref} has a policy of its own that cannot be read here, and it may ask for more: ${own.why}`,
    next: [{ run: ['git', 'checkout', 'origin/HEAD', '--', POLICY_PATH], where: 'here' }],
  }
  return { outcome: 'refused', violations: [violation], commits: [] }
}

/** Two answers to one question as one: refused when either refuses, each violation once, and whose it is. */
export function bothOf(decided: Decision, own: Decision, update: RefUpdate): Decision {
  const key = ({ rule, level, commit, why }: Violation) => [rule, level, commit, why].join('\n')
  const known = new Set(decided.violations.map(key))
  const more = own.violations
    .filter(one => !known.has(key(one)))
    .map(one => ({ ...one, why: `by the policy of ${update.ref} itself: ${one.why}` }))
  const outcomes = [decided.outcome, own.outcome]
  const refused = outcomes.find(one => one === 'refused') ?? outcomes.find(one => one === 'inconclusive')
  const outcome = refused ?? 'allowed'
  // Where the other one refuses after all, nothing was allowed by an override.
  const override = outcome === 'allowed' ? (decided.override ?? own.override) : undefined
  return {
    outcome,
    violations: [...decided.violations, ...more],
    commits: decided.commits,
    ...(override && { override }),
  }
}
