import { listRefs } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { lineId } from '../ledger/canonical.ts'
import { type Checked, findFaults, type Lost } from '../ledger/findFaults.ts'
import { knownFrom } from '../ledger/knownFrom.ts'
import { LEDGER_REF, seenRef, TRACKING_PREFIX } from '../ledger/ledgerRef.ts'
import { missingLines } from '../ledger/missingLines.ts'
import { isFiled, parseEntry, type Unreadable } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import { type Removed, removedLines } from '../ledger/removedLines.ts'
import { supersede } from '../ledger/supersede.ts'
import { verifyEntry } from '../ledger/verifyEntry.ts'
import type { Digest, Oid } from '../model/change.ts'
import { FAULTS, type LedgerFault } from '../model/ledgerFault.ts'
import { type Voices, voicesOf } from './improvements/voices.ts'
import { policyInForce } from './policyInForce.ts'
import { reviewRepository } from './reviewRepository.ts'

/** What is wrong with this clone's ledger, and what was looked at. */
export type LedgerReport = {
  entries: number
  signed: number
  /** Whether entries were held against the commits they speak of; a partial clone would have to ask its remote for each. */
  commitsChecked: boolean
  faults: LedgerFault[]
}

/**
 * Looks through this clone's ledger, its history and what the clone remembers of other ledgers. Reads only.
 * @throws GitError where git itself cannot read the objects.
 */
export async function ledgerFsck(repo: Repository): Promise<LedgerReport> {
  const checked: Checked[] = []
  const unreadable: Unreadable[] = []
  for await (const one of readLedger(repo))
    if (isFiled(one)) checked.push({ ...one, signature: verifyEntry(one.entry) })
    else unreadable.push(one)
  const voices = voicesOf(await policyInForce(repo), await reviewRepository(repo))
  const ids = new Set(checked.map(one => one.id))
  const trees = await treesOf(repo, new Set(checked.map(one => one.entry.commit)))
  const lost = await lostLines(repo, ids, new Set(unreadable.map(one => `${one.on} ${one.line}`)))
  const found = findFaults(checked, unreadable, lost, commit => trees?.get(commit) ?? null)
  const faults = [...found, ...overreaching(checked, voices)]
  const known = acknowledged(checked, voices)
  return {
    entries: ids.size,
    signed: new Set(checked.flatMap(one => (one.signature.state === 'good' ? [one.id] : []))).size,
    commitsChecked: trees !== null,
    faults: faults
      .map(one => ({ ...one, known: known.get(one.id) ?? null }))
      .sort((a, b) => FAULTS.indexOf(a.fault) - FAULTS.indexOf(b.fault)),
  }
}

/** Entries that take back or correct what somebody else said. */
function overreaching(checked: Checked[], { counts, personOf }: Voices): Omit<LedgerFault, 'known'>[] {
  const known = knownFrom(checked, counts, personOf)
  return supersede(known).anomalies.flatMap(({ entry: id, says }) => {
    const { entry } = known.get(id)!
    return known.has(entry.of ?? '') ? [{ fault: 'impossible' as const, id, on: entry.commit, says }] : []
  })
}

/** Faults that an `incident` names, by somebody who may say so. */
function acknowledged(checked: Checked[], { counts }: Voices): Map<Digest, Digest> {
  const known = new Map<Digest, Digest>()
  for (const one of checked)
    if (one.entry.kind === 'incident' && one.entry.of !== undefined && counts(one))
      known.set(one.entry.of, one.id)
  return known
}

/** What stood in this ledger, or in one that this clone saw, and stands in none of its notes now. */
async function lostLines(
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
  const refs = await listRefs(repo, LEDGER_REF, seenRef(), TRACKING_PREFIX)
  const now = refs.find(one => one.ref === LEDGER_REF)?.oid ?? null
  for (const { ref, oid } of refs.filter(one => one.ref !== LEDGER_REF)) {
    const where =
      ref === seenRef() ? 'here' : `in the ledger of ${ref.slice(TRACKING_PREFIX.length + 1).split('/')[0]}`
    const { missing } = await missingLines(repo, oid, now, Number.POSITIVE_INFINITY)
    for (const { on, line, raw } of missing)
      if (raw !== null) tell(on, line, `it stood ${where} when this clone last looked`)
  }
  const removed: Removed[] = []
  for await (const one of removedLines(repo, [...new Set(refs.map(one => one.oid))])) removed.push(one)
  const hands = await handsOf(repo, new Set(removed.map(one => one.by)))
  for (const { on, line, by } of removed)
    tell(on, line, `${by.slice(0, 12)} took it out (${hands.get(by) ?? 'nobody knows who'})`)
  return lost
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

/** The trees of those commits that are here; null in a partial clone, where each question may go over the network. */
async function treesOf(repo: Repository, commits: ReadonlySet<Oid>): Promise<Map<Oid, Oid> | null> {
  const promisor = ['config', '--get-regexp', '^remote\\..*\\.promisor$']
  if ((await repo.run(promisor, { accept: [1] })).code === 0) return null
  const trees = new Map<Oid, Oid>()
  const asked = [...commits]
  const input = asked.map(commit => `${commit}^{tree}\n`).join('')
  const text = await repo.text(['cat-file', '--batch-check=%(objectname)'], { input })
  for (const [at, line] of text.split('\n').entries())
    if (/^[0-9a-f]+$/.test(line)) trees.set(asked[at]!, line)
  return trees
}
