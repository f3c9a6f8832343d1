import type { CheckedRange } from '../../flow/check/checkRange.ts'
import type { Replayed } from '../../flow/check/replay.ts'
import { openRepository, type Repository } from '../../git/repository.ts'
import type { CheckStatus } from '../../model/check.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { checksText, checkText, replayText } from '../../report/check.ts'
import { progressLine } from '../progressLine.ts'
import type { Context, Verb } from '../verb.ts'
import { openWitnessIfAsked, VOUCHER_KEY_OPTION } from './openWitnessHere.ts'

/** Bisect's own words: 125 is for what nobody can tell, and where nothing could run nobody can. */
const CODES: Record<CheckStatus, number> = {
  passed: EXIT.ok,
  failed: EXIT.refused,
  inconclusive: EXIT.inconclusive,
  'not-run': EXIT.inconclusive,
}

type Options = Record<string, unknown>

export const checkVerb: Verb = {
  name: 'check',
  describe: 'does a range hold? syntax, types, tests and more, on both ends, in the sandbox',
  common: true,
  configure(command) {
    command
      .argument('[range]', 'base..head; by default from the protected branch to HEAD')
      .option('--only <names>', 'checks, with commas between them; by default what the policy requires')
      .option('--list', 'the checks that there are, and which of them the policy requires')
      .option('--fresh', 'run all again, though the verdict on the same trees is known')
      .option('--record', 'write the verdict into the ledger, on the head')
      .option('--replay <entry>', 'find a recorded verdict again, by its id: the same trees, checks and seed')
      .option(...VOUCHER_KEY_OPTION)
  },
  async run(context, [range], options) {
    const repo = await openRepository(context.dir)
    if (options.list) return list(context, repo)
    if (options.replay === undefined) return check(context, repo, range, options)
    if (range !== undefined || options.only !== undefined)
      throw new Failure(
        'check --replay takes the id of a verdict, and that says what was checked: leave the rest out',
        [{ run: ['git', 'improver', 'check', '--replay', String(options.replay)], where: 'here' }],
      )
    return replayed(context, repo, String(options.replay), options)
  },
}

async function check(
  context: Context,
  repo: Repository,
  range: string | undefined,
  options: Options,
): Promise<number> {
  const { checkRange } = await import('../../flow/check/checkRange.ts')
  const witness = await openWitnessIfAsked(repo, options)
  const only = ((options.only as string | undefined) ?? '').split(',').flatMap(name => name.trim() || [])
  const progress = progressLine(context)
  // What is written down was found by this very run.
  const fresh = options.fresh === true || witness !== null
  const checked = await checkRange(repo, range, { only, fresh, progress: progress.show }).finally(
    progress.clear,
  )
  let entry: string | undefined
  if (witness) {
    const { recordCheck } = await import('../../flow/check/recordCheck.ts')
    entry = (await recordCheck(repo, checked, witness)).id
  }
  context.out(
    context.json ? `${JSON.stringify(toJson(checked, entry), null, 2)}\n` : checkText({ ...checked, entry }),
  )
  // A branch that brings nothing breaks nothing: CI of the base itself, and a bisect at its good end.
  const { baseTree, tree } = checked.conditions
  return baseTree === tree ? EXIT.ok : CODES[checked.verdict.status]
}

/** 0 where all came out as it did, 1 where one did not, 125 where that cannot be told now. */
async function replayed(context: Context, repo: Repository, id: string, options: Options): Promise<number> {
  const { recordReplay, replay, requireRecordable } = await import('../../flow/check/replay.ts')
  const witness = await openWitnessIfAsked(repo, options)
  if (witness) await requireRecordable(repo, id)
  const progress = progressLine(context)
  const found = await replay(repo, id, progress.show).finally(progress.clear)
  if (witness) await recordReplay(repo, found, witness)
  context.out(context.json ? `${JSON.stringify(found, null, 2)}\n` : replayText(found))
  return exitOf(found)
}

function exitOf({ same, checks }: Replayed): number {
  if (same) return EXIT.ok
  const undecided = (one: CheckStatus) => one === 'inconclusive' || one === 'not-run'
  const changed = checks.filter(({ before, now }) => before !== now)
  // Where no check differs, the entry's own word for them all is not what they come to.
  const differs = !changed.length || changed.some(({ now }) => !undecided(now))
  return differs ? EXIT.refused : EXIT.inconclusive
}

async function list(context: Context, repo: Repository): Promise<number> {
  const { listChecks } = await import('../../flow/check/listChecks.ts')
  const checks = await listChecks(repo)
  context.out(context.json ? `${JSON.stringify(checks, null, 2)}\n` : checksText(checks))
  return EXIT.ok
}

function toJson({ base, head, verdict, conditions, kept }: CheckedRange, entry: string | undefined) {
  const { status, sandbox, checks } = verdict
  return {
    verdict: status,
    base,
    head,
    sandbox,
    checks,
    conditions,
    ...(kept && { kept }),
    ...(entry && { entry }),
  }
}
