import type { Repository } from '../../git/repository.ts'
import { openPen } from '../../ledger/pen.ts'
import type { Entry, Filed, Json } from '../../model/entry.ts'
import { cloneName, repositoryName } from '../cloneNames.ts'
import { policyInForce } from '../policyInForce.ts'
import { gitIdentity } from '../run/identity.ts'
import type { Rehearsed } from './rehearse.ts'

/** So many in one entry: a line of the ledger has 64 kB, and a night should add few lines. */
const IN_ONE = 150

/** Writes what was rehearsed into the ledger, on the tip that it was tried on. */
export async function recordRehearsal(repo: Repository, rehearsed: Rehearsed): Promise<Filed[]> {
  const { ref, tip, sandbox, rehearsals } = rehearsed
  const { remote, shards } = (await policyInForce(repo)).ledger
  const pen = await openPen(repo, { signs: true, shards })
  const shared = {
    v: 1 as const,
    kind: 'validated' as const,
    by: await gitIdentity(repo),
    clone: await cloneName(repo),
    repo: await repositoryName(repo, remote),
    commit: tip,
    change: null,
    tree: await repo.text(['rev-parse', `${tip}^{tree}`]),
    ref,
  }
  const entries: Entry[] = []
  for (let at = 0; at < rehearsals.length; at += IN_ONE) {
    const undo: { [id: string]: Json } = {}
    for (const { improvement, outcome, why, later } of rehearsals.slice(at, at + IN_ONE))
      undo[improvement] = {
        outcome,
        ...(why && { why: why.slice(0, 200) }),
        ...(later.length && { later: later.map(one => one.oid) }),
      }
    const entry: Entry = { ...shared, at: new Date().toISOString(), data: { what: 'undo', sandbox, undo } }
    entries.push((await pen.prepare(entry)).entry)
  }
  return pen.append(entries)
}
