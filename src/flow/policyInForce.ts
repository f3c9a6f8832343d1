import type { Repository } from '../git/repository.ts'
import type { Policy } from '../model/policy.ts'
import { findPolicyRef, loadPolicyAt } from './loadPolicy.ts'
import { defaultPolicy } from './missingPolicy.ts'

/** The policy of the ref that has one for this repository; recommended's where nobody has written any. */
export async function policyInForce(repo: Repository): Promise<Policy> {
  const ref = await findPolicyRef(repo)
  return (ref ? (await loadPolicyAt(repo, ref))?.policy : null) ?? defaultPolicy()
}
