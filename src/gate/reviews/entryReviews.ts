import type { Change, Oid } from '../../model/change.ts'
import type { CommitFact, Reach } from '../../model/commit.ts'
import type { Known } from '../signals/signal.ts'
import { isAbout, subjectsOf } from './isAbout.ts'
import type { Makers } from './makers.ts'
import { ownKey, problemWith, type SeenReview } from './seeReviews.ts'
import { signedAs } from './speakerOf.ts'
import type { Spoken, Standing } from './standing.ts'

/** A change that an entry may have meant: the commit's own, or the net one of a series that holds it. */
type Reading = { change: Change | null; base: Oid | null; tree: Oid; makers: Makers; reach: Reach | null }

/**
 * The reviews of a commit that stand in the ledger, with what each is worth and, where it does not count, why.
 * The same rules as for trailers; beside them it must not be withdrawn, and under `bind: trees` it names the
 * base commit and the tree that it read, and both must be those that land.
 * @param forReach the makers that a net review of a reach adds to the commit's own.
 * @param asNet marks what a net review did not show of this commit.
 */
export function seeEntryReviews(
  commit: CommitFact,
  standing: Standing,
  ref: string,
  makers: Makers,
  known: Known,
  forReach: (reach: Reach) => Makers,
  asNet: (review: SeenReview, reach: Reach) => SeenReview,
): SeenReview[] {
  const subjects = subjectsOf([commit])
  return standing.reviews.flatMap(one => {
    const reaches = (one.reaches ?? []).filter(reach => reach.covers.has(commit.oid))
    if (!isAbout(one.entry, subjects) && !reaches.length) return []
    const own: Reading = {
      change: commit.parents.length > 1 ? null : (commit.change ?? null),
      base: commit.parents[0] ?? null,
      tree: commit.tree,
      makers,
      reach: null,
    }
    const readings = [
      own,
      ...reaches.map(reach => ({
        change: reach.change,
        base: reach.base,
        tree: reach.tree,
        makers: forReach(reach),
        reach,
      })),
    ]
    const seen = readings.map(reading => {
      const review = readAs(one, reading, ref, known)
      return reading.reach ? asNet(review, reading.reach) : review
    })
    const [best] = [
      ...seen.filter(({ person }) => person),
      ...seen.filter((_, at) => readings[at]?.change?.digest === one.entry.change),
      ...seen,
    ]
    return best ? [unlessSpent(best, one, commit)] : []
  })
}

function readAs(one: Spoken, reading: Reading, ref: string, known: Known): SeenReview {
  const { entry, speaker } = one
  const bindings =
    entry.ref && entry.change
      ? [{ ref: entry.ref, digest: entry.change, repository: known.policy.repository ?? null }]
      : []
  const carrier = {
    commit: signedAs(one),
    kind: 'entry' as const,
    change: reading.change,
    base: reading.base,
  }
  const problem =
    speaker.problem ??
    (one.withdrawnBy && `${one.withdrawnBy.speaker.by} withdrew it`) ??
    problemWith(
      { by: speaker.by, email: speaker.email, bindings },
      speaker.person,
      speaker.assurance,
      speaker.signer,
      carrier,
      ref,
      reading.makers,
      known,
    ) ??
    problemWithTrees(one, reading, known)
  return {
    by: speaker.by,
    assurance: speaker.assurance,
    carrier: 'entry',
    commit: entry.commit,
    entry: one.id,
    problem,
    person: problem === null ? speaker.person : null,
    key: ownKey(one.signature, speaker.assurance),
  }
}

/** What landed with this review and was taken back since needs one by somebody who had the revert in view. */
function unlessSpent(review: SeenReview, { saw }: Spoken, { undone }: CommitFact): SeenReview {
  if (!undone || review.problem || saw?.has(undone.by)) return review
  const what = `${undone.landed.slice(0, 12)} landed with it and was taken back by ${undone.by.slice(0, 12)}`
  return { ...review, person: null, problem: `spent: ${what}; a review since then is needed` }
}

/** A commit's name pins its tree, so the base is named by its commit. */
function problemWithTrees({ entry }: Spoken, { base, tree }: Reading, known: Known): string | null {
  if (known.policy.reviews.bind === 'files') return null
  if (typeof entry.data.base !== 'string' || entry.tree === null)
    return 'bind: trees asks for the base and the tree that were reviewed, and the entry does not name both'
  if (entry.data.base !== base) return 'stale: it was reviewed on another base'
  return entry.tree === tree ? null : 'stale: the tree is not the one that was reviewed'
}
