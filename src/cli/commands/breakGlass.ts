import { breakGlass } from '../../flow/breakGlass.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { shown } from '../../report/shown.ts'
import { stepText } from '../../report/step.ts'
import type { Verb } from '../verb.ts'

export const breakGlassVerb: Verb = {
  name: 'break-glass',
  describe: "on a server's own shell: move a ref past every rule, and say so in the ledger",
  common: false,
  configure(command) {
    command
      .argument('<ref>', 'a branch or a full ref')
      .argument('<new>', 'the commit that it shall hold')
      .option('--reason <text>', 'why, for everybody who reads the record')
  },
  async run(context, [ref = '', to = ''], options) {
    if (typeof options.reason !== 'string' || !options.reason.trim())
      throw new Failure('break-glass needs a reason', [
        { run: ['git', 'improver', 'break-glass', ref, to, '--reason', '...'], where: 'here' },
      ])
    const repo = await openRepository(context.dir)
    const done = await breakGlass(repo, ref, to, options.reason.trim(), process.env)
    if (context.json) {
      context.out(`${JSON.stringify(done, null, 2)}\n`)
      return EXIT.ok
    }
    const { old, new: now, entry, by, rewinds, policyProblem } = done
    const undo = ['git', 'improver', 'break-glass', done.ref, old?.slice(0, 12) ?? '', '--reason', '...']
    context.out(
      `${shown(done.ref)}: ${old?.slice(0, 12) ?? 'nothing'} -> ${now.slice(0, 12)}, by nobody's review${rewinds ? '; it lost commits that it had' : ''}\n` +
        `  told in the ledger and the reflog as ${shown(by)}: ${entry}\n` +
        (policyProblem ? `  beware   ${shown(policyProblem)}\n` : '') +
        (old ? `  to undo  ${stepText({ run: undo, where: 'here' })}\n` : '') +
        '  next     in each clone: git improver ledger sync\n',
    )
    return EXIT.ok
  },
}
