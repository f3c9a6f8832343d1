import type { Repository } from '../git/repository.ts'
import type { Digest, Oid } from '../model/change.ts'
import { lineId } from './canonical.ts'
import type { Lost } from './findFaults.ts'
import { isLedgerRef, LEDGER_GLOB, LEDGER_REF, SEEN_PREFIX, TRACKING_PREFIX } from './ledgerRef.ts'
import { missingLines } from './missingLines.ts'
import { isFiled, parseEntry } from './parseEntry.ts'
import { type Removed, removedLines } from './removedLines.ts'
import { typedRefs } from './typedRefs.ts'

/**
 * What stood in this clone's ledger, in its history, or in one that this clone has seen, and stands in none of its notes
 * now.
 * @param ids the entries that stand there now; `foreign` the lines that are none, each behind its object and a space.
 */
export async function lostLines(
  repo: Repository,
  ids: ReadonlySet<Digest>,
  foreign: ReadonlySet<string>,
): Promise<Lost[]> {
  const lost: Lost[] = []
  const tell = (on: Oid, line: string, says: string) => {
    const read = parseEntry(line, on)
    if (isFiled(read)) {
      if (!ids.has(read.id)) lost.push({ id: read.id, on, says })
    } else if (!foreign.has(`${on} ${read.line}`)) lost.push({ id: lineId(read.line), on, says })
  }
  const all = await typedRefs(repo, LEDGER_GLOB, SEEN_PREFIX, TRACKING_PREFIX)
  // Not every branch of a remote that begins like the mirror is one, nor is every ref a commit.
  const refs = all.filter(({ ref, type }) => type === 'commit' && (isLedgerRef(ref) || seenAs(ref)))
  const now = new Map(refs.map(({ ref, oid }) => [ref, oid]))
  for (const { ref, oid } of refs) {
    const seen = isLedgerRef(ref) ? null : seenAs(ref)
    if (!seen) continue
    const { missing } = await missingLines(repo, oid, now.get(seen.ref) ?? null, Number.POSITIVE_INFINITY)
    for (const { on, line, raw } of missing)
      if (raw !== null) tell(on, line, `it stood ${seen.where} when this clone last looked`)
  }
  const removed: Removed[] = []
  for await (const one of removedLines(repo, [...new Set(refs.map(one => one.oid))])) removed.push(one)
  const hands = await handsOf(repo, new Set(removed.map(one => one.by)))
  for (const { on, line, by } of removed)
    tell(on, line, `${by.slice(0, 12)} took it out (${hands.get(by) ?? 'nobody knows who'})`)
  return lost
}

/** Which ref of the ledger a remembered one is of, and where that stood. */
function seenAs(ref: string): { ref: string; where: string } | null {
  const leaf = /\/(?:ledger|mirror)(-[0-9a-f])?$/.exec(ref)
  if (!leaf) return null
  const [, shard = ''] = leaf
  const remote = ref.startsWith(TRACKING_PREFIX) ? ref.slice(TRACKING_PREFIX.length + 1).split('/')[0] : null
  return { ref: `${LEDGER_REF}${shard}`, where: remote === null ? 'here' : `in the ledger of ${remote}` }
}

/** Who made these commits, and when. */
async function handsOf(repo: Repository, commits: ReadonlySet<Oid>): Promise<Map<Oid, string>> {
  if (!commits.size) return new Map()
  const args = ['log', '--no-walk=unsorted', '--stdin', '--format=%H %cn <%ce>, %cI']
  const text = await repo.text(args, { input: `${[...commits].join('\n')}\n` })
  return new Map(
    text.split('\n').map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  )
}
