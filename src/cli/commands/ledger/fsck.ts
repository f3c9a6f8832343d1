import { ledgerFsck } from '../../../flow/ledgerFsck.ts'
import { EXIT } from '../../../model/failure.ts'
import { fsckText } from '../../../report/ledgerFsck.ts'
import type { Action } from './action.ts'

/**
 * What is wrong with this clone's ledger. Entries that count for nothing, since nobody or somebody else signed them, are
 * named and are no failure: most are hints, and keys are replaced.
 */
export const fsck: Action = async (context, repo) => {
  const report = await ledgerFsck(repo)
  context.out(context.json ? `${JSON.stringify(report, null, 2)}\n` : fsckText(report))
  const grave = report.faults.some(
    ({ fault, known }) => fault !== 'unsigned' && fault !== 'unheard' && known === null,
  )
  return grave ? EXIT.refused : EXIT.ok
}
