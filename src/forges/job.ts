import type { Oid } from '../model/change.ts'
import type { Forge } from '../model/owners.ts'

/** Where the job runs, apart from what it is about. Tokens are read elsewhere and stand in no value that is printed. */
export type JobPlace = {
  forge: Forge
  /** `owner/name`, or GitLab's number of the project. */
  repository: string
  api: string
  event: string
  /** Whether a proposal can change what this job runs: then it gets no key of ours. */
  proposalDefinesJob: boolean
}

/** What a CI job is asked to look at. Names and titles are never read: they are whatever somebody typed. */
export type JobSubject =
  /** `head` is what the event says; null where it says none. `train`: the merge that is to land, of GitLab's trains. */
  | { kind: 'proposal'; number: number; head: Oid; train: { tip: Oid; ref: string } | null }
  /** A job that another one started: which proposal, only the head tells. */
  | { kind: 'head'; head: Oid; owner: string; branch: string }
  /** A merge queue's group; `numbers` are hints, whose approvals count only for their own changes. */
  | { kind: 'group'; ref: string; head: Oid; headRef: string; numbers: number[] }
  /** It has happened: nothing can be blocked any more. */
  | { kind: 'moved'; ref: string; old: Oid | null; new: Oid | null }
  /** Nothing happened: look at what landed lately. `ref` null: the first protected branch. */
  | { kind: 'lately'; ref: string | null }

export type Job = { place: JobPlace; subject: JobSubject }

/** The environment of a job, as the process has it. */
export type JobEnvironment = Readonly<Record<string, string | undefined>>
