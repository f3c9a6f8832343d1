import { agentsByIdentity, matchIdentity } from './matchAgent.ts'
import type { Signal } from './signal.ts'

/** Author or committer is an agent, a bot of the policy, or git-improver itself. */
export const agentIdentity: Signal = {
  id: 'agent-identity',
  strength: 'declared',
  of({ author, committer }, known) {
    const agents = agentsByIdentity(known)
    const byAuthor = matchIdentity(author, agents)
    if (byAuthor) return evidence(`the author ${author.email} is ${byAuthor}`)
    // A tool that marks a committer's name (aider's suffix) may have committed what a person edited.
    const byCommitter = matchIdentity({ name: '', email: committer.email }, agents)
    return byCommitter ? evidence(`the committer ${committer.email} is ${byCommitter}`) : null
  },
}

function evidence(what: string) {
  return { signal: 'agent-identity', strength: 'declared' as const, what }
}
