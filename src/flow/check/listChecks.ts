import { CHECKS } from '../../checks/checks.ts'
import type { Repository } from '../../git/repository.ts'
import { CHECK_NAMES, type CheckName } from '../../model/policy.ts'
import { policyInForce } from '../policyInForce.ts'
import { docsCheck } from './docsCheck.ts'

export type ListedCheck = { name: CheckName; required: boolean; builtIn: boolean }

/** Every check that a policy may ask for. */
export async function listChecks(repo: Repository): Promise<ListedCheck[]> {
  const { require } = (await policyInForce(repo)).checks
  return CHECK_NAMES.map(name => ({
    name,
    required: require.includes(name),
    builtIn: name === 'performance' || name === docsCheck.name || CHECKS.some(check => check.name === name),
  }))
}
