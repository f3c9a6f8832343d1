import type { BenchResult } from '../../flow/bench/bench.ts'
import type { Repository } from '../../git/repository.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { benchText } from '../../report/bench.ts'
import { progressLine } from '../progressLine.ts'
import type { Context, Verb } from '../verb.ts'
import { openWitnessIfAsked, VOUCHER_KEY_OPTION } from './openWitnessHere.ts'

export const benchVerb: Verb = {
  name: 'bench',
  describe: 'measure how much faster or slower a range makes the benchmarks that the base has',
  common: true,
  configure(command) {
    command
      .argument(
        '[range]',
        'base..head; by default from the protected branch to HEAD. log: what the ledger knows of a branch, commit by commit',
      )
      .argument('[branch]', 'for log: by default the protected branch')
      .option('--only <words>', 'cases whose file or name holds one of these, with commas between them')
      .option('--self', 'measure the base against itself: what it then finds is a false alarm')
      .option('--record', 'write what was measured into the ledger, on the head')
      .option(...VOUCHER_KEY_OPTION)
      .option('--limit <commits>', 'for log: so many first parents', '200')
  },
  async run(context, [range, branch], options) {
    const repo = await openRepository(context.dir)
    const only = ((options.only as string | undefined) ?? '').split(',').filter(word => word)
    if (range === 'log') return log(context, repo, { ref: branch, only, limit: limitOf(options.limit) })
    if (options.self && options.record)
      throw new Failure('what --self finds is the noise of this machine, and is not recorded', [
        { run: ['git', 'improver', 'bench', '--self'], where: 'here' },
      ])
    const witness = await openWitnessIfAsked(repo, options)
    const { bench } = await import('../../flow/bench/bench.ts')
    const progress = progressLine(context)
    const result = await bench(repo, range, {
      only,
      self: Boolean(options.self),
      progress: text => progress.show(text),
    }).finally(() => progress.clear())
    if (witness && result.cases.length) {
      const { recordBench } = await import('../../flow/bench/recordBench.ts')
      await recordBench(repo, result, witness)
    }
    context.out(context.json ? `${JSON.stringify(toJson(result), null, 2)}\n` : benchText(result))
    return exitOf(result)
  },
}

/** The history alone: nothing is measured and nothing fails. */
async function log(
  context: Context,
  repo: Repository,
  { ref, ...options }: { ref: string | undefined; only: string[]; limit: number },
): Promise<number> {
  const { benchHistory } = await import('../../flow/bench/benchHistory.ts')
  const { benchHistoryText } = await import('../../report/benchHistory.ts')
  const history = await benchHistory(repo, { ...options, ...(ref !== undefined && { ref }) })
  context.out(context.json ? `${JSON.stringify(history, null, 2)}\n` : benchHistoryText(history))
  return EXIT.ok
}

function limitOf(text: unknown): number {
  const limit = Number(text)
  if (Number.isSafeInteger(limit) && limit > 0) return limit
  throw new Failure(`--limit takes a number of commits, and not ${text}`, [
    { run: ['git', 'improver', 'bench', 'log', '--limit', '200'], where: 'here' },
  ])
}

/** Bisect's own words: 1 is bad, 125 cannot be told, 0 is good, which a difference too small to count is as well. */
function exitOf({ cases, unmeasured, threshold }: BenchResult): number {
  if (cases.some(({ outcome, seen }) => outcome === 'worse' && seen.change >= threshold)) return EXIT.refused
  const told = cases.length > 0 && cases.every(({ outcome }) => outcome !== 'inconclusive')
  return told && !unmeasured.length ? EXIT.ok : EXIT.inconclusive
}

function toJson({ cases, ...result }: BenchResult) {
  const results = cases.map(one => ({
    name: `${one.file}: ${one.case}`,
    outcome: one.outcome,
    why: one.why,
    ratio: 1 + one.seen.change,
    interval: one.seen.between.map(share => 1 + share),
    pairs: one.pairs,
    confirmation: one.confirmation,
  }))
  return { ...result, results }
}
