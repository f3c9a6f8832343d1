import { newImprover } from '../../flow/improvers/newImprover.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { shown } from '../../report/shown.ts'
import type { Verb } from '../verb.ts'

export const improversVerb: Verb = {
  name: 'improvers',
  describe: 'list the improvers that run here, or write a new one of your own with its test',
  common: false,
  configure(command) {
    command.argument('[action]', 'list or new', 'list').argument('[name]', 'with new: what it is called')
  },
  async run(context, [action = 'list', name]) {
    const repo = await openRepository(context.dir)
    if (action === 'list') {
      const { listImprovers } = await import('../../flow/improvers/listImprovers.ts')
      const all = await listImprovers(repo)
      const rows = all.map(one => `${shown(one.name).padEnd(14)} ${shown(one.from)}\n`).join('')
      context.out(context.json ? `${JSON.stringify(all, null, 2)}\n` : rows)
      return EXIT.ok
    }
    const example = ['git', 'improver', 'improvers', 'new', 'no-var']
    if (action !== 'new' || name === undefined)
      throw new Failure(`improvers takes list, or new and a name`, [{ run: example, where: 'here' }])
    const files = newImprover(repo, name)
    const next = `node --test ${files[1]}; then name ./${files[0]} in run.improvers of .improver/policy.yaml, and commit both`
    context.out(
      context.json
        ? `${JSON.stringify({ files }, null, 2)}\n`
        : `${files.map(path => `wrote    ${path}\n`).join('')}next     ${next}\n`,
    )
    return EXIT.ok
  },
}
