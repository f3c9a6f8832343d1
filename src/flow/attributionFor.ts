import type { Known } from '../gate/signals/signal.ts'
import type { Repository } from '../git/repository.ts'
import { knownFor } from './gatherFacts.ts'
import { findPolicyRef, loadPolicyAt, POLICY_PATH } from './loadPolicy.ts'
import { defaultPolicy } from './missingPolicy.ts'

/**
 * The policy that the gate would go by, for whoever tells of a history: both call the same commits AI. Recommended's
 * where there is none. `from` says which it is.
 */
export async function attributionFor(repo: Repository): Promise<{ known: Known; from: string }> {
  const ref = await findPolicyRef(repo)
  const loaded = ref ? await loadPolicyAt(repo, ref) : null
  if (loaded) return { known: knownFor(loaded.policy), from: `${ref}:${POLICY_PATH}` }
  return { known: knownFor(defaultPolicy()), from: 'recommended@1' }
}
