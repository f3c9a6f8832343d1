import type { Step, Violation } from '../../model/decision.ts'
import type { Policy } from '../../model/policy.ts'
import { isAiBranch } from '../../policy/refPatterns.ts'
import type { UpdateFacts } from '../facts.ts'
import { isAmong, whoPushes } from '../whoPushes.ts'
import type { UpdateRule } from './updateRule.ts'

/** How a server's administrator makes it say who pushes. */
export const TELL_THE_PUSHER: Step = {
  ask: 'on the server: git config improver.pusher <the variable that its login sets, such as REMOTE_USER>; or push signed (git push --signed)',
}

type Place = { list: 'ai' | 'ledger' | 'tags'; names: string[] }

/** The list of the policy that has a say about this ref, or null where there is none or it is empty. */
function placeOf({ update, kind }: Pick<UpdateFacts, 'update' | 'kind'>, policy: Policy): Place | null {
  const { push } = policy
  const of = (list: Place['list']) => (push[list].length ? { list, names: push[list] } : null)
  if (isAiBranch(policy, update.ref)) return of('ai')
  if (kind === 'ledger') return of('ledger')
  return kind === 'protected' && update.ref.startsWith('refs/tags/') ? of('tags') : null
}

/** Agents that may push only proposals need the ledger as well: their proposals are on record there. */
function isOffLimitsForAgents(
  { update, kind }: Pick<UpdateFacts, 'update' | 'kind'>,
  policy: Policy,
): boolean {
  return policy.push.agents === 'ai' && kind !== 'ledger' && !isAiBranch(policy, update.ref)
}

/** Whether the policy makes a difference between those who push this ref. */
export function asksWhoPushes(facts: Pick<UpdateFacts, 'update' | 'kind'>, policy: Policy): boolean {
  return placeOf(facts, policy) !== null || isOffLimitsForAgents(facts, policy)
}

/** Who may push to `ai/`, the ledger and protected tags. Only the server knows who pushes, so only it asks. */
export const mayPush: UpdateRule = {
  id: 'may-push',
  check(facts, known) {
    if (facts.entrance !== 'server' || !asksWhoPushes(facts, known.policy)) return []
    const { ref } = facts.update
    const pusher = facts.pusher ?? { said: [], unknown: 'the server did not say' }
    const who = whoPushes(pusher, known)
    const place = placeOf(facts, known.policy)
    if (who === null) {
      const key = place ? `push.${place.list}` : 'push.agents'
      return [
        refusal(
          `${key} says who may push ${ref}, and nobody knows who is pushing: ${pusher.unknown}`,
          TELL_THE_PUSHER,
        ),
      ]
    }
    if (place && !isAmong(who, place.names, known))
      return [
        refusal(
          `${who.name} is not among those who may push ${ref} (push.${place.list}: ${place.names.join(', ')})`,
          {
            ask: `ask one of them to push it, or have the policy changed (push.${place.list})`,
          },
        ),
      ]
    if (who.kind === 'agent' && isOffLimitsForAgents(facts, known.policy))
      return [
        refusal(
          `${who.name} is an agent, and agents push only to ${known.policy.branches.ai} (push.agents)`,
          {
            run: ['git', 'push', 'origin', `HEAD:refs/heads/${known.policy.branches.ai}${leafOf(ref)}`],
            where: 'here',
          },
        ),
      ]
    return []
  },
}

/** A name under `ai/` that can be pasted: what is left of a branch's. */
function leafOf(ref: string): string {
  return `${ref.replace(/^refs\/[^/]+\//, '').replace(/[^A-Za-z0-9._/-]/g, '-')}/proposal`
}

function refusal(why: string, next: Step): Violation {
  return { rule: 'may-push', level: 'block', commit: null, why, next: [next] }
}
