import type { Path } from './change.ts'

/** Which forge's owners a file names, where that is known: accounts of another forge are other people. */
export type Forge = 'github' | 'gitlab'

/** What a CODEOWNERS file asks of a change to one path: so many reviews by people of this list. */
export type OwnerDemand = {
  path: Path
  /** As written, with their `@`. Never empty. */
  owners: string[]
  required: number
  /** The section of GitLab's syntax that asks; null outside of sections. */
  section: string | null
  /** `FILE:LINE` of the rule. */
  where: string
  forge: Forge | null
}

/**
 * What the CODEOWNERS file says of the paths of one change. `problems` are the lines that were skipped;
 * `unreadable` says why nothing at all could be read from a file that is there.
 */
export type OwnersFact = { demands: OwnerDemand[]; problems: string[]; unreadable: string | null }
