import { whoPushes } from '../../gate/whoPushes.ts'
import type { Repository } from '../../git/repository.ts'
import type { RefUpdate } from '../../model/change.ts'
import type { Policy } from '../../model/policy.ts'
import type { Pusher } from '../../model/pusher.ts'
import { isAiBranch } from '../../policy/refPatterns.ts'
import { knownFor } from '../gatherFacts.ts'
import { writeReceived } from './receivedFiles.ts'

/**
 * Before a push is let in: writes down what an agent or bot brings to `ai/` by it. Nothing for people, for whom
 * the server does not say, and for all other refs.
 * @param pusher asked only when there is something to ask about.
 * @throws when it cannot be written down: then the push must not be let in.
 */
export async function noteReceived(
  repo: Repository,
  updates: RefUpdate[],
  pusher: () => Promise<Pusher>,
  policy: Policy,
): Promise<void> {
  if (policy.attribution.declared === 'ignore') return
  const proposals = updates.filter(({ ref, new: now }) => now && isAiBranch(policy, ref))
  const [first] = proposals
  if (!first) return
  const who = whoPushes(await pusher(), knownFor(policy))
  if (who?.kind !== 'agent' && who?.kind !== 'automation') return
  // Few pushes come so far, and a hook loads no more than it needs.
  const { firstReceived } = await import('./firstReceived.ts')
  const tips = proposals.flatMap(({ new: now }) => now ?? [])
  const keys = await firstReceived(repo, tips, policy)
  if (!keys.length) return
  const others = proposals.length - 1
  const ref = others ? `${first.ref} and ${others} more` : first.ref
  const text = JSON.stringify({ v: 1, at: Math.floor(Date.now() / 1000), by: who.name, ref })
  await writeReceived(repo, { text, keys, tips })
}
