import { verify } from '../../flow/verify.ts'
import { openRepository } from '../../git/repository.ts'
import { EXIT } from '../../model/failure.ts'
import { decisionText, overwrittenText } from '../../report/decision.ts'
import type { Verb } from '../verb.ts'

const CODES = { allowed: EXIT.ok, refused: EXIT.refused, inconclusive: EXIT.inconclusive }

export const verifyVerb: Verb = {
  name: 'verify',
  describe: 'may these commits land? (the gate, for CI)',
  common: true,
  configure(command) {
    command
      .argument('[range]', 'base..head; by default from the protected branch of the remote to HEAD')
      .option('--ref <ref>', 'where it would land; by default the first protected branch')
  },
  async run(context, [range], options) {
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
