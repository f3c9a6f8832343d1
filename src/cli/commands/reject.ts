import { findImprovement } from '../../flow/improvements/findImprovement.ts'
import { addEntry } from '../../flow/ledgerAdd.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { Verb } from '../verb.ts'

export const rejectVerb: Verb = {
  name: 'reject',
  describe: 'say no to an improvement, and why; it is not proposed again',
  common: true,
  configure(command) {
    command
      .argument('<id>', 'its id or the beginning of it, its branch, or a commit')
      .option('--reason <text>', 'why, for whoever comes next')
  },
  async run(context, [name = ''], options) {
    if (typeof options.reason !== 'string' || !options.reason.trim())
      throw new Failure('a rejection needs a reason', [
        { run: ['git', 'improver', 'reject', name, '--reason', '...'], where: 'here' },
      ])
    const repo = await openRepository(context.dir)
    const { id, commit } = await findImprovement(repo, name)
    if (!commit) throw new Failure(`${id} has no commit here to speak of`)
    const filed = await addEntry(repo, 'rejected', commit, JSON.stringify({ reason: options.reason }))
    context.out(
      context.json
        ? `${JSON.stringify({ id, entry: filed.id }, null, 2)}\n`
        : `rejected ${id.slice(0, 9)}; it stands in the ledger: git improver ledger sync\n`,
    )
    return EXIT.ok
  },
}
