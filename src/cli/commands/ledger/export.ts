import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { exportLedger } from '../../../flow/ledgerExchange.ts'
import { FORMATS, type Format } from '../../../ledger/records.ts'
import { EXIT, Failure } from '../../../model/failure.ts'
import type { Action } from './action.ts'

/** Prints every entry as a line, or writes them into a file. What was left out is told beside. */
export const exportTo: Action = async (context, repo, { file, format }) => {
  if (!FORMATS.includes(format as Format))
    throw new Failure(`--format takes ${FORMATS.join(' or ')}, and not ${format}`, [
      { run: ['git', 'improver', 'ledger', 'export', '--format', 'in-toto'], where: 'here' },
    ])
  const exported = exportLedger(repo, format as Format)
  try {
    if (file === undefined || file === '-') await pipeline(exported.lines, process.stdout, { end: false })
    else await pipeline(exported.lines, createWriteStream(file))
  } catch (error) {
    // Whoever reads has enough: `| head`.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
  const { entries, unreadable } = exported
  if (file !== undefined && file !== '-') context.err(`${entries} entries written to ${file}\n`)
  if (unreadable)
    context.err(`${unreadable} lines left out, since they are no entries: git improver ledger fsck\n`)
  return EXIT.ok
}
