import { approve } from '../../flow/improvements/approve.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { stepText } from '../../report/step.ts'
import type { Verb } from '../verb.ts'

export const approveVerb: Verb = {
  name: 'approve',
  describe: 'sign off improvements as the person whom git knows here',
  common: true,
  configure(command) {
    command.argument('<ids...>', 'ids or the beginnings of them, branches, or commits')
  },
  async run(context, ids) {
    const repo = await openRepository(context.dir)
    const done = []
    for (const id of ids) {
      const one = await approve(repo, id)
      done.push(one)
      if (context.json) continue
      const worth = one.signed
        ? 'signed'
        : 'not signed, since git has no key to sign with: it counts as claimed'
      context.out(`approved ${one.branch}: ${one.commit.slice(0, 7)} (${worth})\n  ${one.binding}\n`)
      context.out(
        `  by hand  ${stepText({ run: one.byHand, where: 'here' })}\n  next     git push --force-with-lease origin ${one.branch}\n`,
      )
    }
    if (context.json) context.out(`${JSON.stringify(done, null, 2)}\n`)
    return EXIT.ok
  },
}
