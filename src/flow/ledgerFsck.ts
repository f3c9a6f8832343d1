import type { Repository } from '../git/repository.ts'
import { type Checked, findFaults } from '../ledger/findFaults.ts'
import { knownFrom } from '../ledger/knownFrom.ts'
import { lostLines } from '../ledger/lostLines.ts'
import { isFiled, type Unreadable } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
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
