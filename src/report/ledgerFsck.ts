import { FAULTS, type LedgerFault } from '../model/ledgerFault.ts'
import { brief } from './brief.ts'
import { shown } from './shown.ts'

/** So many of a sort are told; --json tells all. */
const TOLD = 20
/** What they say holds words of whoever wrote the entry. */
const LONGEST = 600

const WORDS: Record<LedgerFault['fault'], string> = {
  missing: 'stood in a ledger, or is named by what stands here, and is gone',
  altered: 'is not what its writer wrote',
  impossible: 'says what cannot be',
  unheard: 'is signed by somebody who may not say it, and counts for nothing',
  unsigned: 'has no signature that can be checked, and counts for nothing where the policy asks for one',
}

/** What a look through the ledger came to: each fault by its sort, those that somebody has acknowledged in one line. */
export function fsckText(report: {
  entries: number
  signed: number
  commitsChecked: boolean
  signersChecked: string | null
  faults: LedgerFault[]
}): string {
  const { entries, signed, commitsChecked, signersChecked, faults } = report
  const open = faults.filter(one => one.known === null)
  const parts = FAULTS.flatMap(fault => {
    const mine = open.filter(one => one.fault === fault)
    if (!mine.length) return []
    const rest = mine.length > TOLD ? [`  and ${mine.length - TOLD} more: --json tells all`] : []
    return [`${fault} (${mine.length}): ${WORDS[fault]}`, ...mine.slice(0, TOLD).flatMap(lines), ...rest]
  })
  const acknowledged = faults.length - open.length
  return [
    ...parts,
    ...(acknowledged ? [`${acknowledged} more that an incident acknowledges`] : []),
    ...(commitsChecked
      ? []
      : ['this is a partial clone: entries were not held against the commits they speak of']),
    ...(signersChecked === null
      ? []
      : [
          `whether those who signed may say what they say was not looked at: ${brief(signersChecked, LONGEST)}`,
        ]),
    `${entries} entries, ${signed} of them signed${open.length ? '' : ': nothing is wrong'}`,
    '',
  ].join('\n')
}

/** The whole id, since `ledger add --kind incident --of` takes nothing less; unsigned ones are no matter for that. */
function lines({ fault, id, on, says }: LedgerFault): string[] {
  const where = on ? ` (on ${shown(on).slice(0, 12)})` : ''
  return fault === 'unsigned'
    ? [`  ${id.slice(0, 19)}  ${brief(says, LONGEST)}`]
    : [`  ${id}`, `    ${brief(says, LONGEST)}${where}`]
}
