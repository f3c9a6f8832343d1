import type { Digest } from '../model/change.ts'
import type { Filed } from '../model/entry.ts'
import {
  EVENTS,
  type Event,
  GROUPS,
  type Group,
  LIFECYCLE,
  type RefEvent,
  type State,
} from '../model/lifecycle.ts'
import { attach } from './attach.ts'
import { knownFrom } from './knownFrom.ts'
import { isReverted, type Landing, landingsOf } from './landings.ts'
import { addressOf, type Known, type Standing, supersede } from './supersede.ts'

/** One improvement as the ledger and the refs together tell it. Every list is sorted. */
export type FoldedImprovement = {
  id: string
  state: State
  group: Group
  /** The changes of the proposals that hold; more than one when two clones proposed at once. */
  changes: Digest[]
  landings: Landing[]
  /** Ids of all entries about it, those without effect included. */
  entries: Digest[]
  superseded: { entry: Digest; by: Digest }[]
  /** Approvals of a change that is not proposed any more. */
  stale: Digest[]
  /** What can't be or should not be, in words for a person. */
  anomalies: string[]
}

export type Folded = { improvements: FoldedImprovement[]; unattached: Digest[] }

/**
 * The state of every improvement. Total, and blind to order and repetition: any permutation of the same
 * entries and events gives the same answer. Refs win over entries; conflicts take the safe side.
 * @param counts whether an entry comes from someone who may say it; the others are listed and do nothing.
 * @param personOf one name for whoever says an entry, since only the same person withdraws it: by default the address.
 */
export function fold(
  entries: Iterable<Filed>,
  events: Iterable<RefEvent>,
  counts: (filed: Filed) => boolean = () => true,
  personOf: (filed: Filed) => string = ({ entry }) => addressOf(entry.by),
): Folded {
  const known = knownFrom(entries, counts, personOf)
  const standing = supersede(known)
  const attached = attach(known)
  const mine = new Map<string, Known[]>()
  const seen = new Map<string, RefEvent[]>()
  for (const [id, one] of known) for (const improvement of attached.get(id)!) push(mine, improvement, one)
  for (const event of events) push(seen, event.improvement, event)
  const ids = [...new Set([...mine.keys(), ...seen.keys()])].sort()
  return {
    improvements: ids.map(id => foldOne(id, mine.get(id) ?? [], landingsOf(seen.get(id) ?? []), standing)),
    unattached: [...attached].flatMap(([id, to]) => (to.size === 0 ? [id] : [])).sort(),
  }
}

function foldOne(id: string, known: Known[], landings: Landing[], standing: Standing): FoldedImprovement {
  const ids = new Set(known.map(one => one.id))
  const anomalies = standing.anomalies
    .filter(one => ids.has(one.entry))
    .map(one => `${one.entry} ${one.says}`)
  const holds = known.filter(one => standing.active.has(one.id))
  const ofKind = (kind: string) => holds.filter(one => one.entry.kind === kind)

  const proposals = ofKind('proposed')
  const changes = unique(proposals.flatMap(one => one.entry.change ?? []))
  const approved = unique(ofKind('reviewed').flatMap(one => one.entry.change ?? []))
  const stale = ofKind('reviewed').filter(
    ({ entry: { change } }) => change === null || !changes.includes(change),
  )
  // What was rolled out before a revert says nothing about the landing after it.
  const everReverted = landings.some(one => one.revertedBy !== null)
  const live = new Set(landings.filter(one => one.revertedBy === null).map(one => one.commit))
  const staged = ofKind('staged').filter(one => !everReverted || live.has(one.entry.commit))
  const happened: { [E in Event]: boolean } = {
    proposed: true,
    // Two clones proposed two changes at once: as long as one of them is unseen, it is not approved.
    approved: changes.length > 0 ? changes.every(one => approved.includes(one)) : approved.length > 0,
    rejected: ofKind('rejected').length > 0,
    merged: live.size > 0,
    rolled_out: staged.some(one => one.entry.data.kept !== true),
    kept: staged.some(one => one.entry.data.kept === true),
    reverted: isReverted(landings),
  }
  if (known.length > 0 && proposals.length === 0) anomalies.push('no proposal of it is in this ledger')
  if (happened.rejected && happened.merged) anomalies.push('it landed although it was rejected')

  let state: State = 'proposed'
  for (const event of EVENTS) {
    if (!happened[event]) continue
    const next: State | null = LIFECYCLE[state][event]
    if (next === null) anomalies.push(`${event} can't be said of what is ${state}`)
    else state = next
  }
  return {
    id,
    state,
    group: groupOf(state),
    changes,
    landings,
    entries: unique([...ids]),
    superseded: standing.superseded
      .filter(one => ids.has(one.entry))
      .sort((a, b) => (`${a.entry} ${a.by}` < `${b.entry} ${b.by}` ? -1 : 1)),
    stale: changes.length > 0 ? unique(stale.map(one => one.id)) : [],
    anomalies: unique(anomalies),
  }
}

function groupOf(state: State): Group {
  const groups = Object.entries(GROUPS) as [Group, readonly State[]][]
  return groups.find(([, states]) => states.includes(state))![0]
}

function unique<T extends string>(values: T[]): T[] {
  return [...new Set(values)].sort()
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const there = map.get(key)
  if (there) there.push(value)
  else map.set(key, [value])
}
