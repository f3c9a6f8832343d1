import { listImprovements } from '../../flow/improvements/listImprovements.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { listText } from '../../report/improvements.ts'
import type { Verb } from '../verb.ts'

export const listVerb: Verb = {
  name: 'list',
  describe: 'every improvement: pending, approved, rejected, deployed',
  common: true,
  configure() {},
  async run(context) {
    const all = await listImprovements(await openRepository(context.dir))
    const rows = all.map(({ id, state, improver, class: named, branch, commit, title, undo }) => ({
      id,
      state,
      improver,
      class: named,
      branch,
      commit,
      title,
      undo,
    }))
    context.out(context.json ? `${JSON.stringify(rows, null, 2)}\n` : listText(all))
    return EXIT.ok
  },
}
