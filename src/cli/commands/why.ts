import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { whyText } from '../../report/why.ts'
import { progressLine } from '../progressLine.ts'
import type { Verb } from '../verb.ts'

export const whyVerb: Verb = {
  name: 'why',
  describe: 'who wrote the lines of a file, person or agent, and who reviewed them (reads only)',
  common: false,
  configure(command) {
    command
      .argument('<file>', 'a file, and which of its lines: FILE, FILE:LINE or FILE:LINE-LINE')
      .argument('[rev]', 'where to look; by default the work tree')
  },
  async run(context, [file = '', rev]) {
    const { why } = await import('../../flow/why/why.ts')
    const repo = await openRepository(context.dir)
    const progress = progressLine(context)
    const found = await why(repo, {
      ...{ from: context.dir, file, rev },
      progress: text => progress.show(text),
    }).finally(() => progress.clear())
    context.out(context.json ? `${JSON.stringify(found, null, 2)}\n` : whyText(found))
    return EXIT.ok
  },
}
