import { isButton } from '../../gate/history/isButton.ts'
import { originOf } from '../../gate/origin.ts'
import { agentNames } from '../../gate/signals/agentNames.ts'
import { markedLines } from '../../gate/signals/marker.ts'
import type { Known } from '../../gate/signals/signal.ts'
import type { BlamedLine } from '../../git/blame.ts'
import { markLines } from '../../git/trailers.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit, CommitFact, MarkerFact, ReceiptFact } from '../../model/commit.ts'
import type { Filed } from '../../model/entry.ts'
import { matchesPath } from '../../policy/pathPatterns.ts'
import type { Brought } from './mergesThatBrought.ts'
import type { Record } from './openRecord.ts'
import type { OwnChange } from './readChanges.ts'
import { readReviewsOf } from './readReviewsOf.ts'
import type { CommitTold, EntryTold } from './whyFound.ts'

/** All that is known of a commit before it is put in words. */
export type Gathered = {
  commit: Commit
  change: OwnChange | undefined
  receipt: ReceiptFact | undefined
  markers: MarkerFact[]
  entries: Filed[]
  improvements: string[]
  brought: Brought | undefined
}

/** One commit in words, but for what hangs on the lines: how many there are, and where they are from. */
export function tellCommit(given: Gathered, record: Record | null, known: Known): CommitTold {
  const { commit, change, entries, improvements, brought } = given
  const fact = factOf(given)
  const { origin, evidence } = originOf(fact, known)
  return {
    commit: commit.oid,
    title: commit.message.split('\n').find(line => line.trim() !== '') ?? '',
    author: { name: commit.author.name, email: commit.author.email },
    date: timeOf(commit.author.at),
    lines: 0,
    origin,
    agents: origin === 'ai' ? agentNames(fact, known) : [],
    signals: evidence,
    improvements: improvements.map(id => ({ id, improver: improverOf(commit, id, entries), state: null })),
    ...readReviewsOf(commit, brought?.merges ?? [], entries, record, change?.digest ?? null, known),
    by_button: isButton(commit) || (brought?.byButton ?? false),
    entries: record ? entries.map(one => tellEntry(one, record)) : [],
    sources: [],
  }
}

/** A commit that two readers would read differently: nothing of it is believed. */
export function tellUnreadable(commit: Oid): CommitTold {
  return {
    ...{
      commit,
      title: '',
      author: null,
      date: null,
      lines: 0,
      origin: 'unreadable',
      agents: [],
      signals: [],
    },
    ...{ improvements: [], reviews: [], reviewed: false, by_button: false, entries: [], sources: [] },
  }
}

/** As the gate would judge it, but for markers in other files than the one that is looked at. */
export function factOf({
  commit,
  receipt,
  markers,
}: Pick<Gathered, 'commit' | 'receipt' | 'markers'>): CommitFact {
  return { ...commit, ...(receipt && { receipt }), ...(markers.length && { markers }) }
}

/** The lines of each commit that mark AI work: blame has found out already that no parent has them. */
export function markersOf(lines: BlamedLine[], { policy }: Known): Map<Oid, MarkerFact[]> {
  const found = new Map<Oid, MarkerFact[]>()
  for (const { commit, path, text } of lines) {
    const [line] = commit === null ? [] : markedLines(text)
    if (line === undefined || policy.attribution.except.some(glob => matchesPath(glob, path))) continue
    found.set(commit!, [...(found.get(commit!) ?? []), { path, line }])
  }
  return found
}

/** By its proposal; else by the message, where that is of this improvement alone. */
function improverOf({ message }: Commit, id: string, entries: Filed[]): string | null {
  for (const { entry } of entries)
    if (entry.kind === 'proposed' && entry.improvement === id && typeof entry.data.improver === 'string')
      return entry.data.improver
  const named = markLines(message).flatMap(line => /^improver\s*:\s*(\S.*)$/i.exec(line)?.[1] ?? [])
  return named.length === 1 ? named[0]! : null
}

function tellEntry(filed: Filed, record: Record): EntryTold {
  const { kind, at, by, commit, data } = filed.entry
  return { id: filed.id, kind, at, by, commit, heard: record.heard(filed), data }
}

/** git takes times of any size, and JavaScript does not. */
function timeOf(seconds: number): string | null {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z')
}
