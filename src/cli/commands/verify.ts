import { fullRef } from '../../flow/readLanding.ts'
import { verify } from '../../flow/verify.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { decisionText, overwrittenText } from '../../report/decision.ts'
import type { Verb } from '../verb.ts'
import { forgeOption } from './forgeOption.ts'

const CODES = { allowed: EXIT.ok, refused: EXIT.refused, inconclusive: EXIT.inconclusive }

export const verifyVerb: Verb = {
  name: 'verify',
  describe: 'may these commits land? (the gate, for CI)',
  common: true,
  configure(command) {
    command
      .argument('[range]', 'base..head; by default from the protected branch of the remote to HEAD')
      .option('--ref <ref>', 'where it would land; by default the first protected branch')
      .option(
        '--forge <forge>',
        'in a CI job of github or gitlab: judge what the job is about, read approvals',
      )
      .option('--remote <name>', 'with --forge: the remote to fetch from', 'origin')
      .option('--voucher-key <file>', 'with --forge: keep approvals in the ledger, signed with this key')
      .option('--status <name>', 'with --forge github: set the commit status <name>/<branch>')
      .option('--report <file>', 'with --forge: write a code quality report, as GitLab reads it')
      .option('--since <time>', 'with --forge, where nothing has moved: how far to look back', '7d')
  },
  async run(context, [range], options) {
    const forge = forgeOption(options.forge)
    if (forge) {
      if (range !== undefined)
        throw new Failure('with --forge the job says what is judged: leave the range out')
      // The clients of forges are loaded for this alone.
      const { verifyOnForge } = await import('./verifyOnForge.ts')
      const text = (name: string) => options[name] as string | undefined
      const given = {
        forge,
        remote: String(options.remote),
        ref: fullRef(text('ref')) ?? undefined,
        since: String(options.since),
        voucherKey: text('voucherKey'),
        status: text('status'),
        report: text('report'),
      }
      return verifyOnForge(context, given, process.env)
    }
    const repo = await openRepository(context.dir)
    const { update, decision, judged, policy } = await verify(repo, range, options.ref as string | undefined)
    const { outcome, violations, commits, override } = decision
    if (context.json)
      context.out(
        `${JSON.stringify({ allowed: outcome === 'allowed', ...update, ...(override && { override }), policy, violations, commits }, null, 2)}\n`,
      )
    else {
      context.out(decisionText(update, decision))
      const ai = commits.filter(commit => commit.origin === 'ai').length
      if (!judged) context.out(`${update.ref} is not protected by ${policy.where}: nothing was judged\n`)
      else if (outcome === 'allowed')
        context.out(
          `allowed: ${commits.length} commit(s) for ${update.ref}, ${ai} of them AI-made\n${overwrittenText(commits)}`,
        )
      if (!policy.sure)
        context.out(
          `by ${policy.where}, since this clone does not know which ref the policy is on\n  next  git remote set-head origin --auto, or git config improver.policyRef refs/remotes/origin/main\n`,
        )
      else if (policy.own)
        context.out(`by ${policy.where} and, which can only be stricter, by ${policy.own}\n`)
    }
    return CODES[outcome]
  },
}
