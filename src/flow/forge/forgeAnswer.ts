import type { Job } from '../../forges/job.ts'
import type { FileChange, Oid, RefUpdate } from '../../model/change.ts'
import type { Decision } from '../../model/decision.ts'
import type { Kept } from './voice.ts'
import type { Weighed } from './weighOpinions.ts'

/** One thing that was judged: a proposal, a queue's group, or something that landed. */
export type ForgeResult = {
  update: RefUpdate
  decision: Decision
  /** False where the policy does not protect the ref. */
  judged: boolean
  proposal: number | null
  opinions: Weighed[]
  /** The files of each refused commit, for annotations. */
  files: ReadonlyMap<Oid, FileChange[]>
}

/** What `verify --forge` found out. In an audit nothing was blocked: it had happened. */
export type ForgeAnswer = {
  job: Job
  audit: boolean
  results: ForgeResult[]
  kept: Kept
  /** What a reader should know beside the decision. */
  notes: string[]
}
