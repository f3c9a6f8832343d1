import type { Repository } from '../../git/repository.ts'
import type { Filed, Json } from '../../model/entry.ts'
import type { Statement, Witness } from '../witness.ts'
import type { Rehearsed } from './rehearse.ts'

/** So many in one entry: a line of the ledger has 64 kB, and a night should add few lines. */
const IN_ONE = 150

/** Writes what was rehearsed into the ledger, on the tip that it was tried on. */
export async function recordRehearsal(
  repo: Repository,
  rehearsed: Rehearsed,
  witness: Witness,
): Promise<Filed[]> {
  const { ref, tip, sandbox, rehearsals } = rehearsed
  const tree = await repo.text(['rev-parse', `${tip}^{tree}`])
  const statements: Statement[] = []
  for (let at = 0; at < rehearsals.length; at += IN_ONE) {
    const undo: { [id: string]: Json } = {}
    for (const { improvement, outcome, why, later } of rehearsals.slice(at, at + IN_ONE))
      undo[improvement] = {
        outcome,
        ...(why && { why: why.slice(0, 200) }),
        ...(later.length && { later: later.map(one => one.oid) }),
      }
    const data = { what: 'undo', sandbox, undo }
    statements.push({ kind: 'validated', commit: tip, change: null, tree, ref, data })
  }
  return witness.record(statements)
}
