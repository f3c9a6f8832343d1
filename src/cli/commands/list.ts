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
    const rows = all.map(({ entries: _, group: __, waits: ___, anomalies: ____, ...row }) => row)
    context.out(context.json ? `${JSON.stringify(rows, null, 2)}\n` : listText(all))
    return EXIT.ok
  },
}
