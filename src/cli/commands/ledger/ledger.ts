import { openRepository } from '../../../git/repository.ts'
import { Failure } from '../../../model/failure.ts'
import type { Verb } from '../../verb.ts'
import type { Action } from './action.ts'

/** Loaded when asked for: `verify` starts from the same file. */
const ACTIONS: Record<string, () => Promise<Action>> = {
  log: async () => (await import('./log.ts')).log,
  sync: async () => (await import('./sync.ts')).exchange,
  add: async () => (await import('./add.ts')).add,
  fsck: async () => (await import('./fsck.ts')).fsck,
  export: async () => (await import('./export.ts')).exportTo,
  import: async () => (await import('./import.ts')).importFrom,
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
      .argument(
        '[subject]',
        'for log: a commit, to see what is known of it by any name it had; for export and import: a file',
      )
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
    const repo = await openRepository(context.dir)
    return (await action())(context, repo, { ...options, file })
  },
}
