import type { Oid } from '../model/change.ts'
import type { Forge } from '../model/owners.ts'
import type { Setting } from './setting.ts'

/** An account as the forge's interface names it. `id` is the number that a renamed account keeps. */
export type Account = { login: string; id: string; machine: boolean }

/** A pull or merge request as it is now. `ref` is the branch that it is for, `headRef` where git finds its head. */
export type Proposal = {
  number: number
  ref: string
  head: Oid
  headRef: string
  author: Account | null
  open: boolean
}

/**
 * The last thing that one account said of a proposal. `by` is null for a deleted account. It `stands` when nobody took
 * it back; `problem` says why it is nevertheless no word about this very head, or null.
 */
export type Opinion = {
  id: string
  by: Account | null
  says: 'approves' | 'rejects'
  at: string
  stands: boolean
  problem: string | null
}

/** A commit status: `context` names it, and the newest one of a context counts. */
export type Status = {
  state: 'pending' | 'success' | 'failure' | 'error'
  context: string
  description: string
}

/**
 * What is asked of a forge, for one repository. Every call throws a `Failure` with exit code 125 when there is no
 * answer that can be believed: no connection, no permission, too many pages.
 */
export type ForgeClient = {
  forge: Forge
  /** `owner/name`, or GitLab's number of the project. */
  repository: string
  proposal(number: number): Promise<Proposal>
  opinions(proposal: Proposal): Promise<Opinion[]>
  /** The numbers of the proposals that a commit came by, as far as the forge knows. */
  proposalsOf(commit: Oid): Promise<number[]>
  /** The numbers of open proposals whose head is this commit of this branch (`owner` of the repository it is in). */
  proposalsWith(head: Oid, owner: string, branch: string): Promise<number[]>
  /** The numbers that wait in the merge train of a branch; empty where queues are seen in another way. */
  queued(ref: string): Promise<number[]>
  setStatus(head: Oid, status: Status): Promise<void>
  /** What is set for a branch, where the token may see it. */
  settings(ref: string): Promise<Setting[]>
}
