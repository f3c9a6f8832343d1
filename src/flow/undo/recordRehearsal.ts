import type { Repository } from '../../git/repository.ts'
import type { Filed, Json } from '../../model/entry.ts'
import type { Statement, Witness } from '../witness.ts'
import type { Rehearsed } from './rehearse.ts'

/** In bytes. A line of the ledger has 64 kB, and a night should add few lines. */
const IN_ONE = 40_000

/** Writes what was rehearsed into the ledger, on the tip that it was tried on. */
export async function recordRehearsal(
  repo: Repository,
  rehearsed: Rehearsed,
  witness: Witness,
): Promise<Filed[]> {
  const { ref, tip, sandbox, rehearsals } = rehearsed
  const tree = await repo.text(['rev-parse', `${tip}^{tree}`])
  const statements: Statement[] = []
  let undo: { [id: string]: Json } = {}
  let size = 0
  const close = () => {
    const data = { what: 'undo', sandbox, undo }
    if (size > 0) statements.push({ kind: 'validated', commit: tip, change: null, tree, ref, data })
    undo = {}
    size = 0
  }
  for (const { improvement, outcome, why, later } of rehearsals) {
    const told = {
      outcome,
      ...(why && { why: why.slice(0, 200) }),
      ...(later.length && { later: later.map(one => one.oid) }),
    }
    const bytes = Buffer.byteLength(JSON.stringify({ [improvement]: told }))
    if (size + bytes > IN_ONE) close()
    undo[improvement] = told
    size += bytes
  }
  close()
  return witness.record(statements)
}
