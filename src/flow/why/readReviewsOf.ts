import { approvalsIn, approvedByAnother, type Named } from '../../gate/history/approvals.ts'
import { emailOf, readReviews } from '../../gate/reviews/readReviews.ts'
import { assuranceOf, reviewerOf } from '../../gate/reviews/seeReviews.ts'
import { signerOf } from '../../gate/reviews/signerOf.ts'
import { speakerOf } from '../../gate/reviews/speakerOf.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { checkSignature } from '../../git/signature/checkSignature.ts'
import { verifyEntry } from '../../ledger/verifyEntry.ts'
import type { Digest } from '../../model/change.ts'
import type { Commit, CommitFact } from '../../model/commit.ts'
import type { Filed } from '../../model/entry.ts'
import type { Record } from './openRecord.ts'
import type { ReviewTold } from './whyFound.ts'

/** A review with who gave it, to be compared with who made the commit. */
type Seen = ReviewTold & { who: Named }

/**
 * Who approved a commit: in its own trailers, in those of merges that brought it, and in the ledger. As `scan` counts
 * them, more generously than the gate: this tells of a history, and lets nothing land.
 * @param merges the merges that brought it to the line that is looked at.
 * @param change what a review would have to be bound to; null where that is not known.
 */
export function readReviewsOf(
  commit: Commit,
  merges: Commit[],
  entries: Filed[],
  record: Record | null,
  change: Digest | null,
  known: Known,
): { reviews: ReviewTold[]; reviewed: boolean } {
  const seen = [
    ...writtenIn(commit, 'trailer', change, known),
    ...merges.flatMap(merge => writtenIn(merge, 'merge', null, known)),
    ...(record ? inLedger(entries, record, known) : []),
  ]
  const reviews = seen.map(({ who, ...told }) => {
    if (!told.counts || approvedByAnother(commit, [who], known)) return told
    return { ...told, counts: false, note: 'who had a part in it' }
  })
  return { reviews, reviewed: reviews.some(({ counts }) => counts) }
}

function writtenIn(
  commit: Commit,
  carrier: 'trailer' | 'merge',
  change: Digest | null,
  known: Known,
): Seen[] {
  const approvals = approvalsIn(commit.message, known)
  if (!approvals.length) return []
  const fact: CommitFact = { ...commit, signatureFact: checkSignature(commit) }
  const signer =
    fact.signatureFact?.state === 'good' ? signerOf(fact.signatureFact, commit.committer.at, known) : null
  const bound = readReviews(commit.trailers)
  return approvals.map(who => {
    const by = `${who.name.trim()} <${who.email}>`
    const email = who.email.toLowerCase()
    const review = bound.find(one => one.email === email) ?? { by, email, bindings: [] }
    const stale =
      change !== null &&
      review.bindings.length > 0 &&
      !review.bindings.some(({ digest }) => digest === change)
    return {
      by,
      assurance: assuranceOf(fact, reviewerOf(fact, review, signer, known), signer),
      carrier,
      counts: true,
      note: stale ? 'given to another version of it' : null,
      who,
    }
  })
}

function inLedger(entries: Filed[], record: Record, known: Known): Seen[] {
  const withdrawals = record.entries.filter(one => one.entry.kind === 'withdrawn' && record.heard(one))
  return entries.flatMap(filed => {
    const { id, entry } = filed
    if (entry.kind !== 'reviewed') return []
    const { by, email, assurance } = speakerOf({ id, entry, signature: verifyEntry(entry) }, known)
    const person = record.voices.personOf(filed)
    const withdrawn = withdrawals.some(one => one.entry.of === id && record.voices.personOf(one) === person)
    const note = withdrawn ? 'withdrawn' : record.heard(filed) ? null : record.voices.objection(filed)
    const who = { name: by.replace(/<.*$/, ''), email: email ?? emailOf(entry.by) ?? '' }
    return [{ by, assurance, carrier: 'entry', counts: note === null, note, who }]
  })
}
