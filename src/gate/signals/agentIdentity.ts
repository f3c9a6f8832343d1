import { agentsByIdentity, matchIdentity } from './matchAgent.ts'
import type { Signal } from './signal.ts'

/** Author or committer is an agent, a bot of the policy, or git-improver itself. */
export const agentIdentity: Signal = {
  id: 'agent-identity',
  strength: 'declared',
  of(commit, known) {
    for (const [role, who] of [
      ['author', commit.author] as const,
      ['committer', commit.committer] as const,
    ]) {
      const name = matchIdentity(who, agentsByIdentity(known))
      if (name)
        return { signal: 'agent-identity', strength: 'declared', what: `the ${role} ${who.email} is ${name}` }
    }
    return null
  },
}
