import { reject } from '../../flow/improvements/reject.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { Verb } from '../verb.ts'
import { entryWorth } from './entryWorth.ts'

export const rejectVerb: Verb = {
  name: 'reject',
  describe: 'say no to an improvement, and why; it holds until you withdraw it',
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
    const done = await reject(await openRepository(context.dir), name, options.reason)
    if (context.json) context.out(`${JSON.stringify(done, null, 2)}\n`)
    else {
      const what = done.id?.slice(0, 9) ?? done.commit.slice(0, 12)
      context.out(
        `rejected ${what} in the ledger (${entryWorth(done.unsigned)})\n  next     git improver ledger sync\n  to lift  git improver withdraw ${what}\n`,
      )
    }
    return EXIT.ok
  },
}
