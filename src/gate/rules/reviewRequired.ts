import type { Oid } from '../../model/change.ts'
import type { CommitFact, Reach } from '../../model/commit.ts'
import type { Evidence, Judged, Step, Violation } from '../../model/decision.ts'
import type { Policy } from '../../model/policy.ts'
import type { OriginFact } from '../origin.ts'
import { requiredReviews } from '../requiredReviews.ts'
import { seeEntryReviews } from '../reviews/entryReviews.ts'
import { type Makers, makersOf } from '../reviews/makers.ts'
import { onePersonAKey } from '../reviews/onePersonAKey.ts'
import { readReviews } from '../reviews/readReviews.ts'
import { rejectionsOf } from '../reviews/rejections.ts'
import { type Carrier, type SeenReview, seeReviews } from '../reviews/seeReviews.ts'
import type { Standing } from '../reviews/standing.ts'
import type { Known } from '../signals/signal.ts'
import { missingReviewers } from './missingReviewers.ts'

/** What the rule reads of the landing around a commit. */
export type Landing = {
  ref: string
  /** Merges and empty commits that carry a review. */
  carriers: CommitFact[]
  /** The human behind each commit of the landing that changes something; merges are left out. */
  authors: ReadonlyMap<Oid, string>
  /** What the ledger says about the landing. */
  standing: Standing
}

/**
 * The rule that the gate is for: an AI commit whose class is not automatic lands with as many reviews
 * of its change, for this ref, as the policy asks.
 */
export function judgeAiCommit(
  commit: CommitFact,
  { evidence }: OriginFact,
  landing: Landing,
  known: Known,
): { judged: Judged; violations: Violation[] } {
  const judged: Judged = {
    commit: commit.oid,
    title: titleOf(commit),
    origin: 'ai',
    class: commit.class?.class ?? null,
    signals: evidence,
    reviews: [],
  }
  const need = needOf(commit, known)
  if (!need || !commit.class) return { judged, violations: [] }
  const violations = rejectionsOf(
    commit,
    landing.standing,
    landing.ref,
    severity(evidence, known.policy),
    known,
  )
  if (need.count === 0) return { judged, violations }

  const seen = reviewsOf(commit, landing, known)
  judged.reviews = seen.map(({ person: _, key: __, ...review }) => review)
  const persons = new Set(seen.flatMap(review => (review.person ? [review.person] : [])))
  const makers = makersOf(commit, known, landing.authors.values())
  const missing = missingReviewers(need.lists, commit.owners, persons, makers, known.policy)
  if (persons.size >= need.count && !missing.why.length) return { judged, violations }
  const whose = missing.why.map(one => `; ${one}`).join('')
  const why = `AI (${evidence[0]?.what ?? 'by policy'}); ${commit.class.class}: ${need.why}; needs ${plural(need.count, 'review')} for ${short(landing.ref)}, has ${persons.size}${complaints(seen)}${misplaced(commit, seen)}${whose}`
  return {
    judged,
    violations: [
      ...violations,
      {
        rule: 'review-required',
        level: severity(evidence, known.policy),
        commit: commit.oid,
        why,
        next: [...missing.next, ...nextSteps(commit)],
      },
    ],
  }
}

/** How many reviews an AI commit needs, by whom, and why; null when it brings nothing. */
export function needOf(commit: CommitFact, known: Known): ReturnType<typeof requiredReviews> | null {
  const own = ownChange(commit)
  if (!own || !commit.class) return null
  const paths = own.files.map(file => file.path)
  return requiredReviews(commit.class, paths, own.digest, known.policy)
}

/** What a commit itself brings; null when that is nothing. A merge brings only what git would not have made. */
export function ownChange(commit: CommitFact): CommitFact['change'] | null {
  if (commit.parents.length > 1)
    return commit.resolved?.length ? { files: commit.resolved, digest: commit.change?.digest ?? '' } : null
  return commit.change?.files.length ? commit.change : null
}

/** Every review of what a commit brings: in its own trailers, and in what reaches it. */
export function reviewsOf(
  commit: CommitFact,
  landing: Landing,
  known: Known,
  makers = makersOf(commit, known, landing.authors.values()),
): SeenReview[] {
  const trailer: Carrier = { commit, kind: 'trailer', change: commit.change ?? null, base: null }
  const own = commit.parents.length > 1 ? [] : seeReviews(trailer, landing.ref, makers, known)
  const seen = own.map(review => unlessSpent(review, commit, commit))
  for (const carrier of landing.carriers) {
    const reaches = (carrier.reaches ?? []).filter(reach => reach.covers.has(commit.oid))
    if (!reaches.length) continue
    const kind = carrier.parents.length > 1 ? 'merge' : 'sign-off'
    // The same line may be looked at from several bases; the reading that counts wins.
    const readings = reaches.map(reach => {
      const net = { commit: carrier, kind, change: reach.change, base: reach.base } as const
      const found = seeReviews(net, landing.ref, makersOfReach(makers, reach, landing, carrier.oid), known)
      return found.map(review => asNet(commit, review, reach, known.policy))
    })
    const best = readings.find(found => found.some(review => review.person)) ?? readings[0] ?? []
    seen.push(...best.map(review => unlessSpent(review, carrier, commit)))
  }
  const forReach = (reach: Reach) => makersOfReach(makers, reach, landing, null)
  const net = (review: SeenReview, reach: Reach) => asNet(commit, review, reach, known.policy)
  return onePersonAKey([
    ...seen.map(review => takenBack(review, landing.standing)),
    ...seeEntryReviews(commit, landing.standing, landing.ref, makers, known, forReach, net),
  ])
}

/** The makers of everything that a net review answers for. Who only carries the review is none of them. */
function makersOfReach(makers: Makers, reach: Reach, landing: Landing, carrier: Oid | null): Makers {
  const more = new Map(makers)
  for (const [oid, person] of landing.authors)
    if (reach.covers.has(oid) && oid !== carrier && !more.has(person))
      more.set(person, 'wrote part of what is reviewed')
  return more
}

/** A review of a series as it answers for one commit of it. */
function asNet(commit: CommitFact, review: SeenReview, reach: Reach, policy: Policy): SeenReview {
  const overwritten = overwrittenIn(commit, reach)
  return overwritten.length ? { ...spoiledBy(policy, review), overwritten } : review
}

/** A trailer cannot be taken out of a commit that others have; its author's withdrawal in the ledger names it. */
function takenBack(review: SeenReview, standing: Standing): SeenReview {
  if (!review.person || !standing.takenBack.has(`${review.commit} ${review.person}`)) return review
  return { ...review, person: null, problem: `${review.person} withdrew it` }
}

/**
 * A review is spent once what it reviewed was taken back. One that was signed with the revert in view is a new
 * one; typed words must also be others than those that the first landing carried, since git copies words.
 */
function unlessSpent(review: SeenReview, carrier: CommitFact, { undone }: CommitFact): SeenReview {
  if (!undone || review.problem) return review
  const later = undone.since.has(carrier.oid)
  const signed = review.assurance !== 'claimed'
  const copied = readReviews(undone.trailers).some(({ by }) => by === review.by)
  if (later && (signed || !copied)) return review
  const what = `${undone.landed.slice(0, 12)} landed with it and was taken back by ${undone.by.slice(0, 12)}`
  return { ...review, person: null, problem: `spent: ${what}; a review since then is needed` }
}

/** Where a net review did not show what this commit wrote, since something else stands there at its end. */
function overwrittenIn(commit: CommitFact, reach: Reach): string[] {
  const end = new Map(reach.change.files.map(file => [file.path, file.new?.oid ?? null]))
  return (ownChange(commit)?.files ?? [])
    .filter(file => end.get(file.path) !== (file.new?.oid ?? null))
    .map(file => file.path)
}

/** Under `bind: trees` such a review answers for nothing; else the answer only says so. */
function spoiledBy(policy: Policy, review: SeenReview): SeenReview {
  if (policy.reviews.bind === 'files') return review
  return {
    ...review,
    person: null,
    problem: review.problem ?? 'what this commit wrote is no longer there at the end of what was reviewed',
  }
}

function severity(evidence: Evidence[], policy: Policy): Violation['level'] {
  const onlyTold = evidence.every(({ strength, weak }) => weak || policy.attribution[strength] === 'warn')
  return onlyTold && evidence.length ? 'warn' : 'block'
}

/** git adds a trailer to a last paragraph that is partly prose; an approval is not read there, and a person must know. */
function misplaced(commit: CommitFact, seen: SeenReview[]): string {
  if (seen.length || !/^reviewed-by\s*:/im.test(commit.message)) return ''
  return ' (a Reviewed-by line stands where it is not read: the last paragraph must hold trailers and nothing else)'
}

/** Why reviews that are there do not count, in brackets. */
export function complaints(seen: SeenReview[]): string {
  const bad = seen.filter(review => review.problem)
  return bad.length ? ` (${bad.map(review => `${review.by}: ${review.problem}`).join('; ')})` : ''
}

const TRAILER = ['--trailer', 'Reviewed-by: You <you@example.org>']

function nextSteps(commit: CommitFact): Step[] {
  // A commit that is only being made has no name yet: its author can still put it where it can be reviewed.
  if (/^0+$/.test(commit.oid))
    return [
      { run: ['git', 'switch', '-c', 'ai/my-change'], where: 'here' },
      { run: ['git', 'commit', '-S', ...TRAILER], where: 'reviewer' },
    ]
  return [
    { run: ['git', 'improver', 'approve', commit.oid.slice(0, 12)], where: 'reviewer' },
    { run: ['git', 'commit', '--amend', '--no-edit', '-S', ...TRAILER], where: 'reviewer' },
  ]
}

/** The first line of a message, without what a terminal would obey. */
export function titleOf(commit: { message: string }): string {
  return (commit.message.split('\n', 1)[0] ?? '').replace(/\p{C}/gu, ' ').trim()
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function short(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '')
}
