import { addEntry } from '../../../flow/ledgerAdd.ts'
import { EXIT, Failure } from '../../../model/failure.ts'
import type { Action } from './action.ts'

/** Appends one entry, for scripts. */
export const add: Action = async (context, repo, { kind, commit, of, data }) => {
  if (typeof kind !== 'string')
    throw new Failure('ledger add needs --kind', [
      { run: ['git', 'improver', 'ledger', 'add', '--kind', 'measured', '--data', '{}'], where: 'here' },
    ])
  const filed = await addEntry(repo, {
    kind,
    commit: String(commit),
    data: String(data),
    ...(typeof of === 'string' && { of }),
  })
  context.out(
    context.json ? `${JSON.stringify([{ id: filed.id, ...filed.entry }], null, 2)}\n` : `${filed.id}\n`,
  )
  return EXIT.ok
}
