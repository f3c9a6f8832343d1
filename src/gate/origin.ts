import type { CommitFact } from '../model/commit.ts'
import type { Evidence, Origin } from '../model/decision.ts'
import { automationByIdentity, matchIdentity } from './signals/matchAgent.ts'
import type { Known } from './signals/signal.ts'
import { SIGNALS } from './signals/signals.ts'

export type OriginFact = { origin: Origin; evidence: Evidence[] }

/**
 * Who made a commit, and why we say so. AI when a signal that the policy does not ignore says it;
 * automation when its author is one; human otherwise.
 */
export function originOf(commit: CommitFact, known: Known): OriginFact {
  const { attribution } = known.policy
  const evidence = SIGNALS.filter(signal => attribution[signal.strength] !== 'ignore').flatMap(signal => {
    const found = signal.of(commit, known)
    return found ? [found] : []
  })
  if (evidence.length) return { origin: 'ai', evidence }
  if (attribution.automation !== 'human' && matchIdentity(commit.author, automationByIdentity(known)))
    return { origin: attribution.automation === 'ai' ? 'ai' : 'automation', evidence: [] }
  return { origin: 'human', evidence: [] }
}
