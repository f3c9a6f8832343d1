import { carryOut, planRemoval } from '../../flow/installation.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { doneText, planText } from '../../report/install.ts'
import { askPerson } from '../confirm.ts'
import type { Verb } from '../verb.ts'

export const uninstallVerb: Verb = {
  name: 'uninstall',
  describe: 'give every byte back that init changed',
  common: false,
  configure(command) {
    command.option('--yes', 'do it without asking')
  },
  async run(context, _args, options) {
    const repo = await openRepository(context.dir)
    const plan = await planRemoval(repo)
    const steps = plan.steps.map(({ path, action }) => ({ path, action }))
    if (!context.json) context.out(planText(plan))
    const otherwise = ['git', 'improver', 'uninstall', '--yes']
    const wanted =
      Boolean(options.yes) ||
      (!context.json && !(await askPerson('Do it? [Y/n] ', otherwise)).startsWith('n'))
    const notes = [...plan.notes, ...(wanted ? await carryOut(plan) : [])]
    if (context.json) context.out(`${JSON.stringify({ done: wanted, steps, notes }, null, 2)}\n`)
    else context.out(wanted ? doneText(plan, notes) : 'nothing was done\n')
    return EXIT.ok
  },
}
