import { openRepository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'
import { runText } from '../../report/run.ts'
import { progressLine } from '../progressLine.ts'
import type { Verb } from '../verb.ts'

export const runVerb: Verb = {
  name: 'run',
  describe: 'find improvements, prove them, commit them under ai/ (the main job)',
  common: true,
  configure(command) {
    command
      .argument('[paths...]', 'files or folders to look at; everything when none is named')
      .option('--only <names>', 'improvers, with commas between them')
      .option('--limit <n>', 'at most so many improvements')
      .option('--shard <part/of>', 'only one part of the files, as 3/16: for a matrix of machines')
      .option('--unattended', 'for a schedule: do nothing while nobody answers what was proposed a week ago')
      .option('--fresh', 'forget what earlier runs found out about the same commit')
      .option('--dry-run', 'say what would be proposed and do nothing')
      .option('--sarif', 'with --dry-run: as SARIF 2.1.0, for code scanning')
  },
  async run(context, paths, options) {
    if (options.sarif && !options.dryRun)
      throw new Failure('run --sarif lists findings: it takes --dry-run beside it', [
        { run: ['git', 'improver', 'run', '--dry-run', '--sarif'], where: 'here' },
      ])
    const repo = await openRepository(context.dir)
    const { repositoryPaths } = await import('../../flow/run/repositoryPaths.ts')
    const { run } = await import('../../flow/run/run.ts')
    const { readShard } = await import('../../flow/run/scope.ts')
    const shard = typeof options.shard === 'string' ? readShard(options.shard) : null
    const progress = progressLine(context)
    const result = await run(repo, {
      only: ((options.only as string | undefined) ?? '').split(',').filter(name => name),
      limit: readLimit(options.limit as string | undefined),
      dryRun: Boolean(options.dryRun),
      scope: { paths: await repositoryPaths(repo, context.dir, paths), shard },
      unattended: Boolean(options.unattended),
      fresh: Boolean(options.fresh),
      progress: text => progress.show(text),
    }).finally(() => progress.clear())
    if (options.sarif) {
      const [{ sarifOf }, { packageVersion }] = await Promise.all([
        import('../../report/sarif.ts'),
        import('../../flow/packageRoot.ts'),
      ])
      context.out(sarifOf(result.findings, packageVersion()))
      return 0
    }
    context.out(
      context.json ? `${JSON.stringify(result, null, 2)}\n` : runText(result, Boolean(options.dryRun)),
    )
    return 0
  },
}

function readLimit(text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new Failure(`--limit ${text}: it takes a whole number above 0`, [
    { run: ['git', 'improver', 'run', '--limit', '5'], where: 'here' },
  ])
}
