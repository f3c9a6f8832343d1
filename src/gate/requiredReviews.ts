import type { Digest } from '../model/change.ts'
import type { ClassFact } from '../model/commit.ts'
import type { Policy } from '../model/policy.ts'
import { matchesPath } from '../policy/pathPatterns.ts'
import { pathSpellings } from '../policy/pathSpellings.ts'
import { type Demand, demandOf } from '../policy/quorum.ts'

/**
 * How many persons a change of this class needs, which lists of people must be among them, and in words why.
 * A share of what could be automatic goes to a person all the same (`auto_approve.audit`), chosen by
 * the change's own digest so that every entrance chooses alike. An exact revert is never held up for that.
 */
export function requiredReviews(
  classFact: ClassFact,
  paths: string[],
  digest: Digest,
  policy: Policy,
): { count: number; lists: Demand[]; why: string } {
  const { reviews, auto_approve } = policy
  const byPath = pathDemands(policy, paths)
  const written = reviews.by_class[classFact.class]
  const byClass = written === undefined ? null : demandOf(`reviews.by_class.${classFact.class}`, written)
  const asked = [...(byClass ? [byClass] : []), ...byPath]
  const count = Math.max(byClass?.required ?? reviews.required, ...byPath.map(({ required }) => required))
  const need = { count, lists: asked.filter(({ from }) => from) }
  if (classFact.steering.length) return { ...need, why: `${classFact.steering[0]} steers tools` }
  // Whoever wrote down a number for this path or class meant it for automatic changes too.
  if (byPath.length) return { ...need, why: 'reviews.by_path asks for it' }
  if (byClass) return { ...need, why: `reviews.by_class asks for it (${classFact.class})` }
  if (!auto_approve[classFact.class]) return { ...need, why: classFact.why }
  if (classFact.class !== 'exact_revert' && isAudited(digest, auto_approve.audit))
    return {
      ...need,
      why: `chosen for the audit of ${Math.round(auto_approve.audit * 100)} % of automatic approvals`,
    }
  return { count: 0, lists: [], why: 'automatic' }
}

/** What `reviews.by_path` asks of a change to these paths. */
export function pathDemands(policy: Policy, paths: string[]): Demand[] {
  const spelled = paths.flatMap(pathSpellings)
  return Object.entries(policy.reviews.by_path)
    .filter(([glob]) => spelled.some(path => matchesPath(glob, path)))
    .map(([glob, quorum]) => demandOf(`reviews.by_path["${glob}"]`, quorum))
}

/** The first 32 bits of a digest are as good as a fair die of that many sides. */
function isAudited(digest: Digest, share: number): boolean {
  const die = Number.parseInt(digest.slice('sha256:'.length, 'sha256:'.length + 8), 16)
  return die < share * 2 ** 32
}
