import type { Repository } from '../../git/repository.ts'
import { textDigest } from '../../git/textDigest.ts'
import { createImprovers } from '../../improvers/improvers.ts'
import { policyInForce } from '../policyInForce.ts'

/** One improver: whether it comes with this package or from a file of the repository, and what it wants to have seen. */
export type ListedImprover = { name: string; from: string; needs: string[] }

/** Every improver that `run` knows here. */
export async function listImprovers(repo: Repository): Promise<ListedImprover[]> {
  const own = (await policyInForce(repo)).run.improvers ?? []
  const all = createImprovers(textDigest, own)
  return all.map(({ name, needs }, at) => ({
    name,
    from: own[at - (all.length - own.length)] ?? 'git-improver',
    needs,
  }))
}
