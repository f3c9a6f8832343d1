import type { Repository } from '../../git/repository.ts'
import { findSubject } from './findSubject.ts'
import { policyHere, readProposal } from './readProposal.ts'
import { type Said, say } from './say.ts'

export type ApprovedByEntry = {
  id: string | null
  branch: string | null
  commit: string
  ref: string
  change: string
  entry: Said['id']
  signed: boolean
  unsigned: string | null
}

/**
 * Approves by an entry of the ledger: no commit is made and no branch moves, so that it works for work that somebody
 * else's clone holds. It names this repository, the target, the change, and the base and tree that were read.
 * @throws Failure when there is nothing to approve.
 */
export async function approveByEntry(repo: Repository, name: string): Promise<ApprovedByEntry> {
  const policy = await policyHere(repo)
  const { id, branch, commit } = await findSubject(repo, name, policy)
  const { target, published, base, tip, change } = await readProposal(repo, policy, commit, branch ?? name)
  const [said] = await say(repo, [
    {
      kind: 'reviewed',
      commit: tip.oid,
      change: change.digest,
      tree: tip.tree,
      ref: target,
      ...(id && { improvement: id }),
      data: { base, tip: published },
    },
  ])
  return {
    id,
    branch,
    commit: tip.oid,
    ref: target,
    change: change.digest,
    entry: said!.id,
    signed: said!.unsigned === null,
    unsigned: said!.unsigned,
  }
}
