/** A file of a change, as text; null where it was born or deleted. */
export type SampleFile = {
  path: string
  before: string | null
  after: string | null
  /** Both 100644 unless told. */
  modes?: [before: string, after: string]
}

/** A change, and what is known about it. */
export type ClassSample = {
  what: string
  path: string
  before: string
  after: string
  /** Why the class would be wrong, or why it is right where that is not plain. */
  why?: string
  /** In a list of honest changes: may be refused. In a list of others: arguable, better refused. */
  optional?: true
  /** The installed compiler emits something else for it, under at least one of the usual settings. */
  emits?: true
  /** Files of the same program that do not change, by path; the emitted text of one of them may. */
  beside?: Record<string, string>
  /** The whole change, where it has several files or other modes; it begins with the one above. */
  files?: SampleFile[]
}
