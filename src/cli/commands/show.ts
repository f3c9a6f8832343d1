import { findImprovement } from '../../flow/improvements/findImprovement.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { showText } from '../../report/improvements.ts'
import type { Verb } from '../verb.ts'

export const showVerb: Verb = {
  name: 'show',
  describe: 'one improvement whole: state, checks, record, diff',
  common: true,
  configure(command) {
    command.argument('<id>', 'its id or the beginning of it, its branch, or a commit')
  },
  async run(context, [name = '']) {
    const repo = await openRepository(context.dir)
    const one = await findImprovement(repo, name)
    if (context.json) {
      const { entries, heard: _, ...facts } = one
      context.out(
        `${JSON.stringify({ ...facts, entries: entries.map(({ id, entry }) => ({ id, ...entry })) }, null, 2)}\n`,
      )
      return EXIT.ok
    }
    const diff = one.commit
      ? await repo
          .text([
            'diff-tree',
            '-p',
            '--stat',
            '--no-commit-id',
            '--no-ext-diff',
            '--no-textconv',
            '--root',
            one.commit,
          ])
          .catch(() => '')
      : ''
    const entries = one.entries.map(({ entry }) => entry)
    context.out(showText(one, { entries, diff, undo: one.undo, now: Date.now() }))
    return EXIT.ok
  },
}
