import type { Digest } from '../model/change.ts'
import type { Entry } from '../model/entry.ts'

/** An entry once, however often and on however many objects it stands; `by` is who says it, one name for one person. */
export type Known = { id: Digest; entry: Entry; counts: boolean; by: string }

export type Standing = {
  /** Entries that hold. */
  active: Set<Digest>
  superseded: { entry: Digest; by: Digest }[]
  /** What is odd, and the entry that it is about. */
  anomalies: { entry: Digest; says: string }[]
}

/**
 * Which entries hold, by who names whom and no clock: `withdrawn` takes back an entry of the same person
 * (also a withdrawal); an entry of the same kind and person corrects the one it names; a proposal, which
 * decides nothing, may be replaced by anyone. Only what counts has an effect.
 */
export function supersede(known: ReadonlyMap<Digest, Known>): Standing {
  const superseded: Standing['superseded'] = []
  const anomalies: Standing['anomalies'] = []
  for (const { id, entry, counts, by } of known.values()) {
    if (entry.of === undefined || !counts) continue
    const spoken = known.get(entry.of)
    const target = spoken?.entry
    const own = by === spoken?.by
    if (!target) anomalies.push({ entry: id, says: `names ${entry.of}, which is not in this ledger` })
    else if (entry.kind === 'withdrawn' && !own)
      anomalies.push({ entry: id, says: `${entry.by} can't withdraw an entry of ${target.by}` })
    else if (entry.kind === 'withdrawn' || (entry.kind === target.kind && (own || entry.kind === 'proposed')))
      superseded.push({ entry: entry.of, by: id })
    else if (entry.kind === target.kind)
      anomalies.push({ entry: id, says: `${entry.by} can't correct an entry of ${target.by}` })
  }
  return { active: whatHolds(known, superseded), superseded, anomalies }
}

/**
 * An entry holds when nothing that holds supersedes it. Hashes can't name each other in a circle; should
 * a caller pass one all the same, the circle's reviews do not hold and all else does, the safe side.
 * Each is decided once, since anybody may write a chain of proposals as long as the ledger takes.
 */
function whatHolds(known: ReadonlyMap<Digest, Known>, superseded: Standing['superseded']): Set<Digest> {
  const undecidedOver = new Map<Digest, number>()
  for (const { entry } of superseded) undecidedOver.set(entry, (undecidedOver.get(entry) ?? 0) + 1)
  // An entry names one other at the most.
  const targetOf = new Map(superseded.map(one => [one.by, one.entry]))
  const decided = new Map<Digest, boolean>()
  const queue = [...known.keys()].filter(id => !undecidedOver.has(id))
  for (const id of queue) decided.set(id, true)
  for (const id of queue) {
    const target = targetOf.get(id)
    if (target === undefined || decided.has(target)) continue
    const left = (undecidedOver.get(target) ?? 0) - 1
    undecidedOver.set(target, left)
    if (!decided.get(id) && left > 0) continue
    decided.set(target, !decided.get(id))
    queue.push(target)
  }
  const active = new Set<Digest>()
  for (const [id, { entry, counts }] of known)
    if (counts && (decided.get(id) ?? entry.kind !== 'reviewed')) active.add(id)
  return active
}

/** One person by address, whatever the name in front of it says. */
export function addressOf(by: string): string {
  return /<([^>]*)>/.exec(by)?.[1]?.toLowerCase() ?? by
}
