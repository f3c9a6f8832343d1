import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { scanText } from '../../report/scan.ts'
import { progressLine } from '../progressLine.ts'
import type { Verb } from '../verb.ts'

export const scanVerb: Verb = {
  name: 'scan',
  describe:
    'how much of the history is AI-written, and how much of that unreviewed (reads only, needs no install)',
  common: true,
  configure(command) {
    command
      .argument('[ref]', 'whose history to look at; by default that of HEAD')
      .option('--since <time>', 'how far back (90d, 12w, 6m, 1y or a date); by default all of it')
  },
  async run(context, [ref], options) {
    const { scan } = await import('../../flow/scan/scan.ts')
    const repo = await openRepository(context.dir)
    const progress = progressLine(context)
    const scanned = await scan(repo, {
      ref,
      since: options.since as string | undefined,
      progress: text => progress.show(text),
    }).finally(() => progress.clear())
    context.out(context.json ? `${JSON.stringify(scanned, null, 2)}\n` : scanText(scanned))
    return EXIT.ok
  },
}
