import type { Digest } from '../model/change.ts'
import type { ClassFact } from '../model/commit.ts'
import type { Policy } from '../model/policy.ts'
import { matchesPath } from '../policy/pathPatterns.ts'

/**
 * How many persons a change of this class needs, and in words why.
 * A share of what could be automatic goes to a person all the same (`auto_approve.audit`), chosen by
 * the change's own digest so that every entrance chooses alike. An exact revert is never held up for that.
 */
export function requiredReviews(
  classFact: ClassFact,
  paths: string[],
  digest: Digest,
  policy: Policy,
): { count: number; why: string } {
  const { reviews, auto_approve } = policy
  const byPath = Object.entries(reviews.by_path)
    .filter(([glob]) => paths.some(path => matchesPath(glob, path)))
    .map(([, count]) => count)
  const byClass = reviews.by_class[classFact.class]
  const count = Math.max(byClass ?? reviews.required, ...byPath)
  if (classFact.steering.length) return { count, why: `${classFact.steering[0]} steers tools` }
  // Whoever wrote down a number for this path or class meant it for automatic changes too.
  if (byPath.length) return { count, why: 'reviews.by_path asks for it' }
  if (byClass !== undefined) return { count, why: `reviews.by_class asks for it (${classFact.class})` }
  if (!auto_approve[classFact.class]) return { count, why: classFact.why }
  if (classFact.class !== 'exact_revert' && isAudited(digest, auto_approve.audit))
    return {
      count,
      why: `chosen for the audit of ${Math.round(auto_approve.audit * 100)} % of automatic approvals`,
    }
  return { count: 0, why: 'automatic' }
}

/** The first 32 bits of a digest are as good as a fair die of that many sides. */
function isAudited(digest: Digest, share: number): boolean {
  const die = Number.parseInt(digest.slice('sha256:'.length, 'sha256:'.length + 8), 16)
  return die < share * 2 ** 32
}
