import type { Digest } from '../../model/change.ts'
import type { Trailer } from '../../model/commit.ts'

/** `Reviewed-Change: <ref> <digest>` as written in a commit, and behind it the repository's name where the policy has one. */
export type Binding = { ref: string; digest: Digest; repository: string | null }

/** A `Reviewed-by` line and the `Reviewed-Change` lines that stand under it. */
export type WrittenReview = { by: string; email: string | null; bindings: Binding[] }

const REVIEWED_BY = /^reviewed-by$/i
const REVIEWED_CHANGE = /^reviewed-change$/i
const BINDING = /^(refs\/\S+) (sha256:[0-9a-f]{64})(?: (\S{1,200}))?$/

/**
 * The reviews that a commit's trailers state. A binding belongs to the review directly above it, so
 * that a second reviewer's line never borrows the first one's.
 */
export function readReviews(trailers: Trailer[]): WrittenReview[] {
  const reviews: WrittenReview[] = []
  let current: WrittenReview | null = null
  for (const { key, value } of trailers) {
    if (REVIEWED_BY.test(key)) {
      current = { by: value, email: emailOf(value), bindings: [] }
      reviews.push(current)
    } else if (REVIEWED_CHANGE.test(key) && current) {
      const [, ref, digest, repository = null] = BINDING.exec(value) ?? []
      if (ref && digest) current.bindings.push({ ref, digest, repository })
    } else current = null
  }
  return reviews
}

/** The line that binds a review to a change of a repository, for a ref. */
export function bindingLine(ref: string, digest: Digest, repository: string | null): string {
  return `Reviewed-Change: ${ref} ${digest}${repository === null ? '' : ` ${repository}`}`
}

/** `Name <address>`, the address in ASCII without spaces; null for anything that could be read another way. */
export function emailOf(person: string): string | null {
  const [, email] =
    /^[^<>]*<([\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+)>$/.exec(person.trim()) ?? []
  return email?.toLowerCase() ?? null
}
