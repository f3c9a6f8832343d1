import { rollback } from '../../flow/improvements/rollback.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import type { Verb } from '../verb.ts'

export const rollbackVerb: Verb = {
  name: 'rollback',
  describe: 'undo an improvement on this branch with a plain git revert',
  common: true,
  configure(command) {
    command.argument('<id>', 'its id or the beginning of it, its branch, or a commit')
  },
  async run(context, [name = '']) {
    const done = await rollback(await openRepository(context.dir), name)
    if (context.json) context.out(`${JSON.stringify(done, null, 2)}\n`)
    else {
      const how = done.exact ? 'exactly' : 'with changes: later work touches the same lines'
      context.out(`reverted ${how}: ${done.commit.slice(0, 7)} undoes ${done.title}\n`)
    }
    return EXIT.ok
  },
}
