import type { Digest, Oid } from '../../model/change.ts'
import { type Filed, isJsonObject, type Json } from '../../model/entry.ts'
import { UNDO_OUTCOMES, type UndoOutcome } from './rehearsal.ts'

/** What the ledger says of undoing an improvement: when and on which tip it was tried last, and whether a voucher says so. */
export type LastRehearsal = {
  entry: Digest
  outcome: UndoOutcome
  /** RFC 3339. */
  at: string
  tip: Oid
  why: string
  later: Oid[]
  attested: boolean
}

/**
 * The last rehearsal of each improvement; what a voucher of the policy signed comes before anything that somebody typed.
 * @param counts whether an entry comes from someone who may say it.
 */
export function lastRehearsals(
  entries: Iterable<Filed>,
  counts: (filed: Filed) => boolean,
): Map<string, LastRehearsal> {
  const last = new Map<string, LastRehearsal>()
  for (const one of entries) {
    const { kind, data } = one.entry
    if (kind !== 'validated' || data.what !== 'undo' || !isJsonObject(data.undo)) continue
    const attested = counts(one)
    for (const [id, told] of Object.entries(data.undo)) {
      const read = readOne(one, told, attested)
      const there = last.get(id)
      if (read && (!there || weight(there) < weight(read))) last.set(id, read)
    }
  }
  return last
}

/** The entry's own name decides between equals, so that the order of the entries does not. */
function weight({ attested, at, entry }: LastRehearsal): string {
  return `${attested ? 1 : 0} ${at} ${entry}`
}

function readOne({ id, entry }: Filed, told: Json, attested: boolean): LastRehearsal | null {
  if (!isJsonObject(told)) return null
  const outcome = UNDO_OUTCOMES.find(one => one === told.outcome)
  if (!outcome) return null
  const later = Array.isArray(told.later) ? told.later.filter(one => typeof one === 'string') : []
  const why = typeof told.why === 'string' ? told.why : ''
  return { entry: id, outcome, at: entry.at, tip: entry.commit, why, later, attested }
}
