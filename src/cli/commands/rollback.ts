import { rollback } from '../../flow/undo/rollback.ts'
import { openRepository, type Repository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { rehearsalText } from '../../report/rehearsal.ts'
import { shown } from '../../report/shown.ts'
import { progressLine } from '../progressLine.ts'
import type { Context, Verb } from '../verb.ts'
import { openWitnessIfAsked, VOUCHER_KEY_OPTION } from './openWitnessHere.ts'

export const rollbackVerb: Verb = {
  name: 'rollback',
  describe: 'undo an improvement on this branch with a plain git revert; --rehearse tries that apart',
  common: true,
  configure(command) {
    command
      .argument(
        '[id]',
        'its id or the beginning of it, its branch, or a commit; --rehearse takes all without it',
      )
      .option('--rehearse', 'try it in a sandbox, on the published branch, and change nothing')
      .option('--record', 'with --rehearse: write what came of it into the ledger')
      .option(...VOUCHER_KEY_OPTION)
  },
  async run(context, [name], options) {
    const repo = await openRepository(context.dir)
    if (options.rehearse) return rehearsed(context, repo, name, options)
    if (options.record || options.voucherKey !== undefined)
      throw new Failure('what a revert does stands in the history: only --rehearse has something to record', [
        {
          run: ['git', 'improver', 'rollback', '--rehearse', '--record', ...(name ? [name] : [])],
          where: 'here',
        },
      ])
    if (name === undefined)
      throw new Failure('rollback needs to know what: an id, a branch or a commit', [
        { run: ['git', 'improver', 'list'], where: 'here' },
      ])
    const done = await rollback(repo, name)
    if (context.json) context.out(`${JSON.stringify(done, null, 2)}\n`)
    else {
      const how = done.exact ? 'exactly' : 'with changes: later work touches the same lines'
      const names = done.commits.toReversed().map(oid => oid.slice(0, 7))
      const undo = names.length > 1 ? 'undo' : 'undoes'
      context.out(`reverted ${how}: ${names.join(', ')} ${undo} ${shown(done.title)}\n`)
    }
    return EXIT.ok
  },
}

/** 1 where something could not be undone, 125 where nobody can tell or nothing could be tried, else 0. */
async function rehearsed(
  context: Context,
  repo: Repository,
  name: string | undefined,
  options: Record<string, unknown>,
): Promise<number> {
  const { rehearse } = await import('../../flow/undo/rehearse.ts')
  const witness = await openWitnessIfAsked(repo, options)
  const progress = progressLine(context)
  const result = await rehearse(repo, name, progress.show).finally(progress.clear)
  if (witness && result.rehearsals.length) {
    const { recordRehearsal } = await import('../../flow/undo/recordRehearsal.ts')
    await recordRehearsal(repo, result, witness)
  }
  context.out(context.json ? `${JSON.stringify(result, null, 2)}\n` : rehearsalText(result))
  if (!result.rehearsals.length && result.notes.length) return EXIT.inconclusive
  const outcomes = result.rehearsals.map(({ outcome }) => outcome)
  if (outcomes.includes('blocked') || outcomes.includes('failed')) return EXIT.refused
  return outcomes.includes('unproven') ? EXIT.inconclusive : EXIT.ok
}
