import { commitOf } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { LEDGER_REF } from '../ledger/ledgerRef.ts'
import { isFiled } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import type { Entry } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { type Explanation, explainPolicy } from '../policy/explainPolicy.ts'
import { holdsPolicy } from './decidingPolicies.ts'
import { loadPolicyAt, locatePolicy, POLICY_PATH, policyText } from './loadPolicy.ts'
import { presetTexts } from './packageRoot.ts'

/** What a key comes to in the policy that decides, and in a branch's own where that says something else. */
export type DecidingExplanation = Explanation & {
  /** False where this clone does not know the ref of the policy and takes the likeliest. */
  sure: boolean
  /** Asked for with a branch: its own policy, which can only make things stricter. */
  own: Explanation | null
  /** The last time that the server's shell moved this ref past the rules, as the ledger here has it. */
  incident: { at: string; by: string; reason: string } | null
}

/**
 * Explains a key of the policy that really decides here.
 * @param branch a branch whose own policy shall be told as well.
 * @throws Failure when there is no policy, no such key, or no such branch.
 */
export async function explainDeciding(
  repo: Repository,
  key: string,
  branch: string | undefined,
): Promise<DecidingExplanation> {
  const located = await locatePolicy(repo)
  const text = located ? await policyText(repo, located.ref) : null
  if (!located || text === null)
    throw new Failure('there is no policy on a protected branch', [
      { run: ['git', 'improver', 'init'], where: 'here' },
    ])
  const { ref, sure } = located
  const explained = explainPolicy(text, presetTexts(), `${ref}:${POLICY_PATH}`, key)
  const own = branch === undefined ? null : await explainOwn(repo, key, branch, text)
  return { ...explained, sure, own, incident: await lastIncident(repo, ref) }
}

async function explainOwn(
  repo: Repository,
  key: string,
  branch: string,
  text: string,
): Promise<Explanation | null> {
  const short = branch.replace(/^refs\/heads\//, '')
  const places = [`refs/remotes/origin/${short}`, `refs/heads/${short}`, branch]
  for (const place of places) {
    if (!(await commitOf(repo, place))) continue
    const own = await policyText(repo, place)
    return own === null || own === text
      ? null
      : explainPolicy(own, presetTexts(), `${place}:${POLICY_PATH}`, key)
  }
  throw new Failure(`there is no branch ${branch} here`, [{ run: ['git', 'fetch', 'origin'], where: 'here' }])
}

async function lastIncident(repo: Repository, ref: string): Promise<DecidingExplanation['incident']> {
  const loaded = await loadPolicyAt(repo, ref).catch(() => null)
  let last: Entry | null = null
  for await (const one of readLedger(repo, LEDGER_REF, ['incident'])) {
    if (!isFiled(one) || one.entry.ref === undefined || one.entry.data.what !== 'break-glass') continue
    if (last && last.at >= one.entry.at) continue
    if (loaded && (await holdsPolicy(repo, loaded, one.entry.ref))) last = one.entry
  }
  const reason = last?.data.reason
  return last && { at: last.at, by: last.by, reason: typeof reason === 'string' ? reason : '' }
}
