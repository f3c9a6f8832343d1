import { anyAgent } from '../../agents/anyAgent.ts'
import { gitImprover } from '../../agents/gitImprover.ts'
import type { CommitFact } from '../../model/commit.ts'
import { marksIn } from './agentMarks.ts'
import { improverTrailers } from './improverTrailers.ts'
import { agentsByIdentity, automationByIdentity, matchIdentity } from './matchAgent.ts'
import type { Known } from './signal.ts'

/**
 * The agents that an AI commit names, each once: by the signals that made it one, so those that the policy
 * ignores name nobody.
 * @param commit one that `originOf` calls AI.
 * @returns never nothing: what names no agent is somebody's whom we have no name for.
 */
export function agentNames(commit: CommitFact, known: Known): string[] {
  const { declared, tagged } = known.policy.attribution
  const names = [
    ...(declared === 'ignore' ? [] : declaredBy(commit, known)),
    ...(tagged === 'ignore' ? [] : taggedAs(commit, known)),
  ]
  if (names.length) return [...new Set(names)]
  // The policy may call automation AI, which no signal says.
  return [matchIdentity(commit.author, automationByIdentity(known)) ?? anyAgent.name]
}

function declaredBy(commit: CommitFact, known: Known): string[] {
  const agents = agentsByIdentity(known)
  const { author, committer } = commit
  const found = [
    improverTrailers.of(commit, known) && gitImprover.name,
    matchIdentity(author, agents),
    matchIdentity({ name: '', email: committer.email }, agents),
  ]
  return found.filter(name => name !== null)
}

/** A line that names an agent of ours is no unknown agent's as well. */
function taggedAs(commit: CommitFact, known: Known): string[] {
  const marks = marksIn(commit.message, known)
  const named = new Set(marks.flatMap(({ agent, text }) => (agent.name === anyAgent.name ? [] : [text])))
  return marks.flatMap(({ agent, text }) =>
    agent.name === anyAgent.name && named.has(text) ? [] : [agent.name],
  )
}
