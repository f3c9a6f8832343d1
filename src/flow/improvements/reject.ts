import type { Repository } from '../../git/repository.ts'
import { findSubject } from './findSubject.ts'
import { policyHere, readProposal } from './readProposal.ts'
import { type Said, say } from './say.ts'

export type Rejected = {
  id: string | null
  commit: string
  entry: Said['id']
  signed: boolean
  unsigned: string | null
}

/**
 * Says no to some work, and why, in the ledger. It holds against this change, and against the improvement whatever
 * becomes of its change, until the same person withdraws it.
 * @throws Failure when there is no such work, or it has landed.
 */
export async function reject(repo: Repository, name: string, reason: string): Promise<Rejected> {
  const policy = await policyHere(repo)
  const { id, branch, commit } = await findSubject(repo, name, policy)
  const { target, published, base, tip, change } = await readProposal(repo, policy, commit, branch ?? name)
  const [said] = await say(repo, [
    {
      kind: 'rejected',
      commit: tip.oid,
      change: change.digest,
      tree: tip.tree,
      ref: target,
      ...(id && { improvement: id }),
      data: { reason, base, tip: published },
    },
  ])
  return { id, commit: tip.oid, entry: said!.id, signed: said!.unsigned === null, unsigned: said!.unsigned }
}
