import { openRepository } from '../../../git/repository.ts'
import { Failure } from '../../../model/failure.ts'
import type { Verb } from '../../verb.ts'
import type { Action } from './action.ts'
import { add } from './add.ts'
import { exportTo } from './export.ts'
import { fsck } from './fsck.ts'
import { importFrom } from './import.ts'
import { log } from './log.ts'
import { exchange } from './sync.ts'

const ACTIONS: Record<string, Action> = {
  log,
  sync: exchange,
  add,
  fsck,
  export: exportTo,
  import: importFrom,
}

export const ledgerVerb: Verb = {
  name: 'ledger',
  describe: 'the record in git notes: log, sync, fsck, export, import, add',
  common: true,
  configure(command) {
    command
      .argument(
        '<what>',
        'log: every entry; sync: exchange with the remote; fsck: what is missing, altered, unsigned or impossible; export, import: entries as lines; add: append one',
      )
      .argument('[file]', 'for export and import: by default what is printed, or piped in')
      .option('--remote <name>', "for sync: by default the policy's (ledger.remote)")
      .option('--format <format>', 'for export: jsonl or in-toto', 'jsonl')
      .option('--kind <kind>', 'for add: measured, incident, ...')
      .option('--commit <commit>', 'for add: what it speaks of', 'HEAD')
      .option('--of <entry>', 'for add: the id of the entry, or of the fault, that it is about')
      .option('--data <json>', 'for add: a JSON object', '{}')
  },
  async run(context, [what = '', file], options) {
    const action = Object.hasOwn(ACTIONS, what) ? ACTIONS[what] : undefined
    if (!action)
      throw new Failure(`ledger ${what}: it takes ${Object.keys(ACTIONS).join(', ')}`, [
        { run: ['git', 'improver', 'ledger', 'log'], where: 'here' },
      ])
    return action(context, await openRepository(context.dir), { ...options, file })
  },
}
