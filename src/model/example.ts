import type { Path } from './change.ts'
import type { Class } from './commit.ts'
import type { Assurance } from './decision.ts'

/** What a policy can say to a change: nothing, a word, or no. */
export const ANSWERS = ['allowed', 'warned', 'refused'] as const
export type Answer = (typeof ANSWERS)[number]

/** A change that a policy's authors thought of, and what they want it to be told. */
export type Example = {
  name: string
  /** Where it stands, `FILE:LINE`. */
  where: string
  files: Path[]
  class: Class
  /** The full ref that it lands on. */
  ref: string
  /** Who wrote it, by address; the policy's own bot where the example does not say. */
  author: string
  /** The commit's message, in which trailers and marks count. */
  message: string
  /** Who had an agent make it, by address, or null. */
  initiator: string | null
  /** Reviewers by address, each with how sure the review is. */
  reviews: { email: string; assurance: Assurance }[]
  expect: Answer
  /** A text that the reason must hold, or null. */
  because: string | null
}
