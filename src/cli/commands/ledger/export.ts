import { type Exported, exportLedger } from '../../../flow/ledgerExport.ts'
import { FORMATS, type Format } from '../../../ledger/records.ts'
import { EXIT, Failure } from '../../../model/failure.ts'
import { shown } from '../../../report/shown.ts'
import type { Action } from './action.ts'
import { printAll } from './printAll.ts'
import { writeWhole } from './writeWhole.ts'

/** Prints every entry as a line, or writes them into a file. What was left out is told beside. */
export const exportTo: Action = async (context, repo, { file, format }) => {
  if (!FORMATS.includes(format as Format))
    throw new Failure(`--format takes ${FORMATS.join(' or ')}, and not ${format}`, [
      { run: ['git', 'improver', 'ledger', 'export', '--format', 'in-toto'], where: 'here' },
    ])
  const exported = exportLedger(repo, format as Format)
  const named = file !== undefined && file !== '-'
  if (named) await writeWhole(file, exported.lines)
  else await printAll(exported.lines)
  if (named) context.err(`${exported.entries} entries written to ${file}\n`)
  context.err(leftOut(exported))
  return EXIT.ok
}

/** No failure: anybody can write such a line, and nobody can ever take one out. */
function leftOut({ unreadable, left }: Exported): string {
  if (!unreadable) return ''
  return [
    `${unreadable} lines left out, since they are no entries; they stay in the ledger: git improver ledger fsck`,
    ...left.map(({ on, why }) => `  on ${shown(on).slice(0, 100)}: ${shown(why).slice(0, 200)}`),
    ...(unreadable > left.length ? [`  and ${unreadable - left.length} more`] : []),
    '',
  ].join('\n')
}
