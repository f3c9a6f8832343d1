import { withdraw } from '../../flow/improvements/withdraw.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import type { Verb } from '../verb.ts'
import { entryWorth } from './entryWorth.ts'

const WHAT = {
  reviewed: 'your approval',
  rejected: 'your rejection',
  overridden: 'your override',
  trailer: 'your sign-off in',
}

export const withdrawVerb: Verb = {
  name: 'withdraw',
  describe: 'take back what you said about an improvement: approvals, rejections and overrides',
  common: false,
  configure(command) {
    command.argument('<id>', 'its id or the beginning of it, its branch, a commit, or the id of an entry')
  },
  async run(context, [name = '']) {
    const done = await withdraw(await openRepository(context.dir), name)
    if (context.json) context.out(`${JSON.stringify(done, null, 2)}\n`)
    else {
      for (const { what, of, unsigned } of done.withdrew)
        context.out(
          `withdrew ${WHAT[what]} ${of.replace('sha256:', '').slice(0, 12)} (${entryWorth(unsigned)})\n`,
        )
      context.out('  next     git improver ledger sync\n')
    }
    return EXIT.ok
  },
}
