import type { Oid } from '../model/change.ts'
import type { RefEvent } from '../model/lifecycle.ts'

/** A commit of an improvement on a ref, and the commit there that undid it. */
export type Landing = { ref: string; commit: Oid; revertedBy: Oid | null }

/** The landings that ref events tell of, each once, sorted. A revert alone tells of a landing as well. */
export function landingsOf(events: Iterable<RefEvent>): Landing[] {
  const landings = new Map<string, Landing>()
  for (const event of events) {
    const commit = event.event === 'merged' ? event.commit : event.undoes
    const key = `${event.ref}\n${commit}`
    const landing = landings.get(key) ?? { ref: event.ref, commit, revertedBy: null }
    landings.set(key, landing)
    if (event.event === 'reverted' && (landing.revertedBy === null || event.commit < landing.revertedBy))
      landing.revertedBy = event.commit
  }
  return [...landings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, landing]) => landing)
}

/** Whether some ref had it and has none of its landings any more. */
export function isReverted(landings: Landing[]): boolean {
  const live = new Set(landings.filter(one => one.revertedBy === null).map(one => one.ref))
  return landings.some(one => !live.has(one.ref))
}
