import type { Digest } from '../../model/change.ts'
import type { Known } from '../signals/signal.ts'
import type { EntryFact, EntryFacts } from './entryFact.ts'
import { rank } from './seeReviews.ts'
import { isObeyed, type Speaker, speakerOf } from './speakerOf.ts'

/** An entry of this repository with whose word it is and who took it back. */
export type Spoken = EntryFact & {
  speaker: Speaker
  /** The person's own withdrawal that holds, or null. */
  withdrawnBy: Spoken | null
  /** Withdrawals that are not theirs to make, in words: shown, never obeyed. */
  odd: string[]
}

export type Standing = {
  reviews: Spoken[]
  rejections: Spoken[]
  overrides: Spoken[]
  /** `<commit> <person>` for each trailer review that its author took back. */
  takenBack: ReadonlySet<string>
}

export const NOTHING_SAID: Standing = { reviews: [], rejections: [], overrides: [], takenBack: new Set() }

/**
 * What holds of what was said. A withdrawal counts for the very person who said the thing; it may itself be
 * withdrawn. To lift a no it has to be as sure as the no was, or a voucher could lift what a person signed.
 * One without `of` takes back that person's trailers on its commit. No clock has a say.
 */
export function standingOf({ repo, entries }: EntryFacts, known: Known): Standing {
  const spoken = new Map<Digest, Spoken>()
  for (const fact of entries) {
    if (fact.entry.repo !== repo) continue
    const one = { ...fact, speaker: speakerOf(fact, known), withdrawnBy: null, odd: [] }
    const twin = spoken.get(fact.id)
    // The same words may stand there signed and unsigned: the surer reading counts.
    if (!twin || rank(twin.speaker.assurance) < rank(one.speaker.assurance)) spoken.set(fact.id, one)
  }
  const over = new Map<Digest, Spoken[]>()
  for (const one of spoken.values()) {
    const target = one.entry.kind === 'withdrawn' && one.entry.of ? spoken.get(one.entry.of) : undefined
    if (!target) continue
    const problem = problemWithdrawing(one, target, known)
    if (problem) target.odd.push(problem)
    else over.set(target.id, [...(over.get(target.id) ?? []), one])
  }
  decide(spoken, over)
  const all = [...spoken.values()]
  const takenBack = all.filter(
    ({ entry, speaker, withdrawnBy }) =>
      entry.kind === 'withdrawn' &&
      entry.of === undefined &&
      withdrawnBy === null &&
      isObeyed(speaker, known),
  )
  return {
    reviews: all.filter(one => one.entry.kind === 'reviewed'),
    rejections: all.filter(one => one.entry.kind === 'rejected'),
    overrides: all.filter(one => one.entry.kind === 'overridden'),
    takenBack: new Set(takenBack.map(({ entry, speaker }) => `${entry.commit} ${speaker.person}`)),
  }
}

/**
 * Sets who took each thing back. A hash names what was there before it, so nothing is withdrawn in a circle; the
 * last ones are decided first, without recursion, since a chain may be as long as somebody cares to write it.
 */
function decide(spoken: ReadonlyMap<Digest, Spoken>, over: ReadonlyMap<Digest, Spoken[]>): void {
  const open = new Map([...spoken.keys()].map(id => [id, over.get(id)?.length ?? 0]))
  const ready = [...spoken.values()].filter(({ id }) => !open.get(id))
  for (let one = ready.pop(); one; one = ready.pop()) {
    one.withdrawnBy = over.get(one.id)?.find(later => later.withdrawnBy === null) ?? null
    const target = one.entry.of === undefined ? undefined : spoken.get(one.entry.of)
    if (!target || !over.get(target.id)?.includes(one)) continue
    const left = (open.get(target.id) ?? 0) - 1
    open.set(target.id, left)
    if (left === 0) ready.push(target)
  }
}

function problemWithdrawing(by: Spoken, target: Spoken, known: Known): string | null {
  const { speaker } = by
  if (speaker.person === null || speaker.person !== target.speaker.person)
    return `${speaker.by} cannot withdraw what somebody else said`
  if (!isObeyed(speaker, known))
    return `the withdrawal by ${speaker.by} is ${speaker.problem ?? 'not signed'}`
  if (
    target.entry.kind === 'rejected' &&
    rank(speaker.assurance) < Math.min(rank(target.speaker.assurance), rank('verified'))
  )
    return `the withdrawal by ${speaker.by} is ${speaker.assurance}, less than the rejection`
  return null
}
