import type { ForgeClient, Proposal } from '../../forges/forge.ts'
import type { Job } from '../../forges/job.ts'
import { readChange } from '../../git/changes.ts'
import type { FileChange, Oid, RefUpdate } from '../../model/change.ts'
import type { Decision } from '../../model/decision.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { isProtected, matchesRef, trustedPatterns } from '../../policy/refPatterns.ts'
import { decidingFor, isReadable } from '../decidingPolicies.ts'
import { type Heard, openSaidEntries } from '../gatherEntries.ts'
import { judgeLanding } from '../judgeLanding.ts'
import { judgeUpdate } from '../judgeUpdate.ts'
import { type LoadedPolicy, loadPolicyAt } from '../loadPolicy.ts'
import { unprotectedPolicy } from '../missingPolicy.ts'
import { reviewRepository } from '../reviewRepository.ts'
import { readVoucherKey } from '../voucherKey.ts'
import type { ForgeResult } from './forgeAnswer.ts'
import type { Isolated } from './openIsolated.ts'
import { asShown } from './shownBase.ts'
import { ownVoice, type Voice, vouchersVoice } from './voice.ts'
import { vouchedEntries } from './vouchedEntries.ts'
import { type Weighed, weighOpinions } from './weighOpinions.ts'
import { readVouched, withdrawnEntries } from './withdrawnEntries.ts'

/** One run of `verify --forge`: where it judges, whom it asks, and what it has heard so far. */
export type Session = {
  job: Job
  isolated: Isolated
  client: ForgeClient
  /** The policy that decides, or null where there is none yet. */
  loaded: LoadedPolicy | null
  policy: Policy
  voice: Voice
  /** Whether what is heard may be kept, since a voucher's key signs it. */
  keeps: boolean
  /** The policy's name for the repository in reviews. */
  repository: string | null
  heard: Map<string, Heard>
  notes: string[]
}

/** A queue holds fewer. Whoever opens more for the same commit shall neither make us ask for ever nor stop others. */
const MOST_PROPOSALS = 100

/**
 * Opens a session by the policy that the isolated repository has now: of the remote's default branch, or what its old
 * value was where that very branch moved.
 */
export async function openSession(
  job: Job,
  isolated: Isolated,
  client: ForgeClient,
  key: { file: string | undefined; key: string | undefined },
): Promise<Session> {
  const { repo } = isolated
  const deciding = isolated.refs.head.replace(/^refs\/heads\//, 'refs/remotes/origin/')
  const loaded = await loadPolicyAt(repo, deciding)
  const policy = loaded?.policy ?? unprotectedPolicy()
  const notes: string[] = []
  if (!loaded) notes.push(`there is no policy on ${isolated.refs.head} yet, so that no branch is protected`)
  await putTrusted(isolated, policy)
  const given = key.file ?? key.key
  let voucher = null
  if (given && job.place.proposalDefinesJob)
    notes.push(
      `the voucher's key is not used in ${job.place.event}: there the proposal says what the job runs, and could take it; give it to pull_request_target or workflow_run`,
    )
  else voucher = await readVoucherKey(policy, key)
  if (voucher && 'problem' in voucher) notes.push(voucher.problem)
  const keeps = voucher !== null && !('problem' in voucher)
  return {
    job,
    isolated,
    client,
    loaded,
    policy,
    voice:
      voucher && !('problem' in voucher) ? vouchersVoice(repo, voucher) : ownVoice(repo, job.place.forge),
    keeps,
    repository: await reviewRepository(repo),
    heard: new Map(),
    notes,
  }
}

/** Branches and tags whose values take part in the range: those that were judged, by their current values. */
async function putTrusted(isolated: Isolated, policy: Policy): Promise<void> {
  const trusted = trustedPatterns(policy)
  const baseline = policy.attribution.baseline
  for (const name of isolated.refs.heads.keys()) {
    const short = name.replace(/^refs\/(heads|tags)\//, '')
    const wanted =
      isProtected(policy, name) ||
      trusted.some(pattern => matchesRef(pattern, name)) ||
      baseline.includes(short) ||
      baseline.includes(name)
    if (!wanted || name === isolated.refs.head) continue
    const oid = await isolated.take(name)
    if (oid) await isolated.put(name, oid)
  }
}

/**
 * What the gate says, by what this session has heard.
 * @param entrance `ci` for what shall land, which may lie behind its target; `server` for what has landed as it is.
 */
export async function judge(
  session: Session,
  update: RefUpdate,
  entrance: 'ci' | 'server',
  now?: number,
): Promise<Decision> {
  const { isolated, voice, heard, loaded } = session
  const { repo } = isolated
  const said = openSaidEntries(repo, { heard: [...heard.values()] })
  if (!loaded) return judgeUpdate(repo, update, entrance, unprotectedPolicy(), said, { now })
  const spoken = (one: LoadedPolicy) => ({ ...one, policy: voice.under(one.policy) })
  const { own, holds } = await decidingFor(repo, update, loaded)
  const both = { policy: spoken(loaded), own: own && isReadable(own) ? spoken(own) : own, holds }
  return judgeLanding(repo, update, entrance, both, said, { now })
}

/**
 * Hears what people said about some proposals, for a landing on a ref.
 * @param target what their changes are measured against; `decision` says which commits are AI-made.
 * @param open whether only open ones count; an audit looks at merged ones.
 */
export async function hear(
  session: Session,
  numbers: number[],
  ref: string,
  target: Oid | null,
  decision: Decision,
  open: boolean,
): Promise<Weighed[]> {
  const { client, isolated, policy, voice, repository } = session
  const asked = [...new Set(numbers)].slice(0, MOST_PROPOSALS)
  if (asked.length < new Set(numbers).size)
    session.notes.push(
      `more than ${MOST_PROPOSALS} proposals may have brought this: the others were not asked for`,
    )
  if (repository === null)
    throw new Failure('it cannot be told which repository this is', [], EXIT.inconclusive)
  const ai = new Set(decision.commits.filter(({ origin }) => origin === 'ai').map(({ commit }) => commit))
  const speaking = { by: voice.by, repo: repository }
  const all: Weighed[] = []
  for (const number of asked) {
    const proposal = await client.proposal(number)
    if (proposal.ref !== ref || (open && !proposal.open)) continue
    if (!proposal.open && !(await isolated.take(proposal.headRef))) {
      session.notes.push(`${number} has no head any more, so that nobody can tell what was approved there`)
      continue
    }
    await fetchHead(session, proposal)
    const opinions = await client.opinions(proposal)
    const shown = await asShown(isolated.repo, target, proposal.head, opinions)
    const weighed = weighOpinions(policy, client.forge, proposal, shown)
    all.push(...weighed)
    const entries = await vouchedEntries(isolated.repo, client, proposal, weighed, target, ai, speaking)
    const vouched = proposal.open ? await readVouched(isolated.repo, policy, client) : []
    entries.push(...withdrawnEntries(vouched, proposal, opinions, voice.by))
    for (const one of await voice.hear(entries)) session.heard.set(one.filed.id, one)
  }
  return all
}

/** @throws Failure (125) where git does not give the head that the interface named: somebody pushed meanwhile. */
export async function fetchHead({ isolated }: Session, { head, headRef, number }: Proposal): Promise<void> {
  const found = await isolated.take(headRef)
  if (found === head) return
  throw new Failure(
    `the head of ${number} is ${head.slice(0, 12)} for the forge, and ${found?.slice(0, 12) ?? 'nothing'} for git: it moved while this ran; nothing is decided`,
    [{ ask: 'the push that moved it has a run of its own' }],
    EXIT.inconclusive,
  )
}

/** Whether nobody's word is needed: nothing there is AI-made, and no rule speaks. */
export function isQuiet({ outcome, violations, commits }: Decision): boolean {
  const silent = commits.every(({ origin, reviews }) => origin !== 'ai' && !reviews.length)
  return outcome === 'allowed' && !violations.length && silent
}

export async function resultOf(
  { isolated, policy }: Session,
  update: RefUpdate,
  decision: Decision,
  proposal: number | null,
  opinions: Weighed[] = [],
): Promise<ForgeResult> {
  const files = new Map<Oid, FileChange[]>()
  for (const { commit } of decision.violations) {
    if (commit === null || files.has(commit) || files.size > 20) continue
    const parent = await isolated.repo.run(['rev-parse', '--verify', '--quiet', `${commit}^`], {
      accept: [1],
    })
    const from = parent.code === 0 ? parent.stdout.toString('utf8').trim() : null
    files.set(commit, (await readChange(isolated.repo, from, commit)).files)
  }
  return { update, decision, judged: isProtected(policy, update.ref), proposal, opinions, files }
}
