import type { Digest } from '../model/change.ts'
import type { Filed } from '../model/entry.ts'
import { entryLine } from './canonical.ts'
import type { Known } from './supersede.ts'

/** Each entry once. Twins differ in the object they stand on or in their signature: one that counts is enough. */
export function knownFrom(
  entries: Iterable<Filed>,
  counts: (filed: Filed) => boolean,
  personOf: (filed: Filed) => string,
): Map<Digest, Known> {
  const known = new Map<Digest, Known>()
  for (const filed of entries) {
    const { id, entry } = filed
    const twin = known.get(id)
    const first = twin && entryLine(twin.entry) <= entryLine(entry) ? twin.entry : entry
    const heard = counts(filed)
    // Of twins the one that counts says who speaks; of equals the first in the alphabet, whatever their order.
    const by = personOf(filed)
    const keeps = twin && (twin.counts === heard ? twin.by <= by : twin.counts)
    known.set(id, { id, entry: first, counts: heard || (twin?.counts ?? false), by: keeps ? twin.by : by })
  }
  return known
}
