import type { Repository } from '../../git/repository.ts'
import { fold } from '../../ledger/fold.ts'
import type { Oid } from '../../model/change.ts'
import type { Policy } from '../../model/policy.ts'
import { observeRefs } from '../improvements/observeRefs.ts'
import type { Record } from './openRecord.ts'

/**
 * Where improvements stand, by the ledger and the protected branches together; refs win. What waits on a branch is not
 * judged here, as `list` does: a line that is asked about is there already.
 * @param named what is known of commits whose messages say nothing.
 */
export async function readStates(
  repo: Repository,
  policy: Policy,
  record: Record | null,
  named: ReadonlyMap<Oid, string[]>,
): Promise<Map<string, string>> {
  const { events } = await observeRefs(repo, policy, named)
  const { improvements } = record
    ? fold(record.entries, events, record.heard, record.voices.personOf)
    : fold([], events)
  return new Map(improvements.map(({ id, state }) => [id, state]))
}
