import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DecidingExplanation, explainDeciding } from '../../flow/explainDeciding.ts'
import { findPolicyRef, loadPolicyAt, POLICY_PATH } from '../../flow/loadPolicy.ts'
import { defaultPolicy } from '../../flow/missingPolicy.ts'
import { presetTexts } from '../../flow/packageRoot.ts'
import { replayPolicy } from '../../flow/replayPolicy.ts'
import { testPolicy } from '../../flow/testPolicy.ts'
import { openRepository, type Repository } from '../../git/repository.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import type { Explanation } from '../../policy/explainPolicy.ts'
import { readPolicy } from '../../policy/readPolicy.ts'
import { firstProtectedBranch } from '../../policy/refPatterns.ts'
import { examplesText } from '../../report/examples.ts'
import { replayText } from '../../report/replay.ts'
import { shown } from '../../report/shown.ts'
import type { Verb } from '../verb.ts'

export const policyVerb: Verb = {
  name: 'policy',
  describe:
    'explain KEY: a value and its origin; test: is the file right, and do its examples hold?; replay: what it would have refused',
  common: false,
  configure(command) {
    command
      .argument('<what>', 'explain, test or replay')
      .argument('[key]', 'for explain: a key with dots; everything without')
      .option('--since <time>', 'for replay: how far back (90d, 12w, 6m, 1y or a date)', '90d')
      .option(
        '--ref <ref>',
        'for replay: the branch, by default the first protected one; for explain: a branch whose own policy is told too',
      )
  },
  async run(context, [what = '', key = ''], options) {
    const repo = await openRepository(context.dir)
    if (what === 'test') {
      const tested = await testPolicy(repo)
      context.out(context.json ? `${JSON.stringify(tested, null, 2)}\n` : examplesText(tested))
      return tested.ok ? EXIT.ok : EXIT.refused
    }
    if (what === 'replay') {
      const { policy, from } = await policyToTry(repo)
      const named = options.ref as string | undefined
      const ref = named ?? firstProtectedBranch(policy) ?? 'HEAD'
      const full = /^(refs\/|HEAD$)/.test(ref) ? ref : `refs/heads/${ref}`
      const replayed = await replayPolicy(repo, policy, full, options.since as string)
      context.out(context.json ? `${JSON.stringify(replayed, null, 2)}\n` : replayText(replayed))
      if (!context.json) context.out(`  by ${from}\n`)
      return EXIT.ok
    }
    if (what !== 'explain') throw new Failure(`policy ${what}: it takes explain, test or replay`)
    const told = await explainDeciding(repo, key, options.ref as string | undefined)
    context.out(context.json ? `${JSON.stringify(told, null, 2)}\n` : explanationText(told))
    return EXIT.ok
  },
}

/** The file of the work tree, since trying it comes before committing it; else the policy that holds; else recommended. */
async function policyToTry(repo: Repository): Promise<{ policy: Policy; from: string }> {
  const text = await readFile(join(repo.dir, POLICY_PATH), 'utf8').catch(() => null)
  if (text !== null) return { policy: readPolicy(text, presetTexts(), POLICY_PATH), from: POLICY_PATH }
  const ref = await findPolicyRef(repo)
  const loaded = ref ? await loadPolicyAt(repo, ref) : null
  if (loaded) return { policy: loaded.policy, from: `${ref}:${POLICY_PATH}` }
  return { policy: defaultPolicy(), from: 'recommended@1, since there is no policy here yet' }
}

function explanationText({ own, sure, incident, ...deciding }: DecidingExplanation): string {
  const text = ({ value, origin }: Explanation) => `${JSON.stringify(value, null, 2)}\n  from ${origin}\n`
  const guess = sure
    ? ''
    : '  taken for the policy that decides: git remote set-head origin --auto tells for sure\n'
  const stricter = own ? `and by its own policy, which can only be stricter:\n${text(own)}` : ''
  const moved = incident
    ? `  moved by break-glass on ${shown(incident.at)} (${shown(incident.by)}): ${shown(incident.reason)}\n`
    : ''
  return text(deciding) + guess + moved + stricter
}
