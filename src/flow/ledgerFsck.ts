import type { Repository } from '../git/repository.ts'
import { type Checked, findFaults } from '../ledger/findFaults.ts'
import { knownFrom } from '../ledger/knownFrom.ts'
import { LEDGER_GLOB } from '../ledger/ledgerRef.ts'
import { lostLines } from '../ledger/lostLines.ts'
import { isFiled, type Unreadable } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import { supersede } from '../ledger/supersede.ts'
import { verifyEntry } from '../ledger/verifyEntry.ts'
import type { Digest, Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { FAULTS, type LedgerFault } from '../model/ledgerFault.ts'
import { type Voices, voicesOf } from './improvements/voices.ts'
import { defaultPolicy } from './missingPolicy.ts'
import { policyInForce } from './policyInForce.ts'
import { reviewRepository } from './reviewRepository.ts'

/** What is wrong with this clone's ledger, and what was looked at. */
export type LedgerReport = {
  entries: number
  signed: number
  /** Whether entries were held against the commits they speak of; a partial clone would have to ask its remote for each. */
  commitsChecked: boolean
  /** Why it was not asked whether those who signed may say what they say; null where it was. */
  signersChecked: string | null
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
  const { voices, unknown } = await voicesHere(repo)
  const ids = new Set(checked.map(one => one.id))
  const objects = await objectsOf(repo, new Set(checked.map(one => one.entry.commit)))
  const lost = await lostLines(repo, ids, new Set(unreadable.map(one => `${one.on} ${one.line}`)))
  const treeOf = (commit: Oid) => objects?.get(commit)?.tree ?? null
  const found = findFaults(checked, unreadable, lost, treeOf, await latestTime(repo))
  const faults = [
    ...found,
    ...overreaching(checked, voices),
    ...ofNoCommit(checked, objects),
    ...(unknown === null ? unheard(checked, voices) : []),
  ]
  const known = acknowledged(checked, voices)
  return {
    entries: ids.size,
    signed: new Set(checked.flatMap(one => (one.signature.state === 'good' ? [one.id] : []))).size,
    commitsChecked: objects !== null,
    signersChecked: unknown,
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

/** Signed entries of which no line comes from somebody who may say that. A proposal may come from anyone. */
function unheard(checked: Checked[], voices: Voices): Omit<LedgerFault, 'known'>[] {
  const heard = new Set<Digest>()
  const objections = new Map<Digest, Checked & { says: string }>()
  for (const one of checked) {
    if (one.signature.state !== 'good') continue
    const why = voices.objection(one)
    if (why === null) heard.add(one.id)
    else if (!objections.has(one.id))
      objections.set(one.id, { ...one, says: `${one.entry.kind} by ${one.entry.by}: ${why}` })
  }
  return [...objections.values()]
    .filter(({ id }) => !heard.has(id))
    .map(({ id, on, says }) => ({ fault: 'unheard' as const, id, on, says }))
}

/** Entries about what is here and is no commit. */
function ofNoCommit(checked: Checked[], objects: Objects | null): Omit<LedgerFault, 'known'>[] {
  const ids = new Set<Digest>()
  return checked.flatMap(({ id, on, entry: { commit } }) => {
    const type = objects?.get(commit)?.type ?? 'commit'
    if (type === 'commit' || ids.has(id)) return []
    ids.add(id)
    return [{ fault: 'impossible' as const, id, on, says: `${commit} is a ${type} and no commit` }]
  })
}

/** Who is heard under the policy of this repository, or why nobody can tell. */
async function voicesHere(repo: Repository): Promise<{ voices: Voices; unknown: string | null }> {
  const name = await reviewRepository(repo)
  try {
    const policy = await policyInForce(repo)
    const { people, vouchers, signers } = policy
    const keys = [...Object.values(vouchers), ...Object.values(people).flatMap(one => one.keys)]
    const enrolled = keys.length > 0 || signers.authorities.length > 0
    const unknown = !enrolled
      ? 'the policy knows no keys'
      : name === null
        ? 'a shallow clone cannot tell which repository this is'
        : null
    return { voices: voicesOf(policy, name), unknown }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { voices: voicesOf(defaultPolicy(), name), unknown: `the policy cannot be read: ${error.message}` }
  }
}

/** A clock may be so far ahead. */
const AHEAD = 24 * 60 * 60 * 1000

/**
 * From after that no entry can be: not only by this machine's clock, which may have been set back, but by that of whoever
 * wrote to the ledger last.
 */
async function latestTime(repo: Repository): Promise<number> {
  const args = ['for-each-ref', '--format=%(committerdate:unix)', LEDGER_GLOB]
  // It fails where an object is missing, and then says nothing.
  const { stdout } = await repo.run(args, { accept: [128] })
  const times = stdout
    .toString('latin1')
    .split('\n')
    .map(line => Number(line) * 1000)
  return Math.max(Date.now(), ...times.filter(time => time < Number.MAX_SAFE_INTEGER)) + AHEAD
}

/** What is here under the names of commits: its type, and the tree of a commit. */
type Objects = Map<Oid, { type: string; tree: Oid | null }>

/** Null in a partial clone, where each question may go over the network. */
async function objectsOf(repo: Repository, names: ReadonlySet<Oid>): Promise<Objects | null> {
  const promisor = ['config', '--get-regexp', '^remote\\..*\\.promisor$']
  if ((await repo.run(promisor, { accept: [1] })).code === 0) return null
  const objects: Objects = new Map()
  // In a repository of SHA-256 a name of SHA-1 would be the beginning of another one.
  const asked = [...names].filter(name => name.length === (repo.objectFormat === 'sha256' ? 64 : 40))
  const input = asked.map(name => `${name}\n${name}^{tree}\n`).join('')
  const format = '--batch-check=%(objecttype) %(objectname)'
  const lines = (await repo.text(['cat-file', format], { input })).split('\n')
  for (const [at, name] of asked.entries()) {
    const [type = '', same] = lines[2 * at]?.split(' ') ?? []
    const [kind, tree = null] = lines[2 * at + 1]?.split(' ') ?? []
    if (same === name) objects.set(name, { type, tree: kind === 'tree' && type === 'commit' ? tree : null })
  }
  return objects
}
