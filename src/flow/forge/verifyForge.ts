import { readFile } from 'node:fs/promises'
import type { ForgeClient, Proposal, Status } from '../../forges/forge.ts'
import type { Job, JobEnvironment } from '../../forges/job.ts'
import { openForge } from '../../forges/openForge.ts'
import { PATIENT, type Patience } from '../../forges/patience.ts'
import { readGithubJob } from '../../forges/readGithubJob.ts'
import { readGitlabJob } from '../../forges/readGitlabJob.ts'
import type { Oid } from '../../model/change.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { Forge } from '../../model/owners.ts'
import { VOUCHER_KEY } from '../voucherKey.ts'
import { auditLately, auditUpdate, rewind } from './audit.ts'
import type { ForgeAnswer, ForgeResult } from './forgeAnswer.ts'
import { judgeGroup, judgeProposal } from './judgeProposal.ts'
import { type Isolated, openIsolated } from './openIsolated.ts'
import { openSession, type Session } from './session.ts'
import { type Kept, keepEntries } from './voice.ts'
import { readVouched } from './withdrawnEntries.ts'

export type ForgeOptions = {
  forge: Forge
  remote: string
  /** The ref that it must be about, in full; for a look back the one to look at. */
  ref: string | undefined
  since: string
  voucherKey: string | undefined
  /** Sets a commit status `<status>/<branch>` on the head that is judged. */
  status: string | undefined
}

/**
 * The gate as a CI job of a forge asks it. It fetches what it needs as objects, judges the proposal's head against the
 * target as it is now by the policy of the default branch, and reads who approved. Nothing of a proposal is checked out
 * or run.
 * @throws Failure with exit code 2 for an event that is not known, with 125 when nothing can be decided.
 */
export async function verifyForge(
  dir: string,
  options: ForgeOptions,
  env: JobEnvironment,
  patience: Patience = PATIENT,
): Promise<ForgeAnswer> {
  const job = await readJob(options.forge, env)
  const client = await openForge(job.place, env, patience)
  const { subject } = job
  const announce = announcer(client, options.status)
  if (subject.kind === 'proposal') {
    // An earlier success for this head must not stand while this run ends without an answer.
    await announce?.(subject.head, (await client.proposal(subject.number)).ref, 'pending')
  }
  const isolated = await openIsolated(dir, options.remote)
  try {
    const moved = subject.kind === 'moved' ? await rewind(isolated, subject) : null
    const key = { file: options.voucherKey, key: env[VOUCHER_KEY] }
    const session = await openSession(job, isolated, client, key)
    const results = moved
      ? [await auditUpdate(session, moved)]
      : await judgeSubject(session, options, announce)
    const kept = await keep(session, isolated)
    for (const { update, decision, judged } of results) {
      const { new: head } = update
      if (head && subject.kind !== 'moved' && subject.kind !== 'lately')
        await announce?.(
          subject.kind === 'proposal' ? subject.head : head,
          update.ref,
          decision.outcome,
          judged,
        )
    }
    const audit = subject.kind === 'moved' || subject.kind === 'lately'
    return { job, audit, results, kept, notes: session.notes }
  } finally {
    await isolated.close()
  }
}

async function judgeSubject(
  session: Session,
  { ref, since }: ForgeOptions,
  announce: Announce | null,
): Promise<ForgeResult[]> {
  const { subject } = session.job
  switch (subject.kind) {
    case 'proposal':
      return [await judgeProposal(session, subject, ref)]
    case 'group':
      await announce?.(subject.head, subject.ref, 'pending')
      return [await judgeGroup(session, subject)]
    case 'head': {
      const { head, owner, branch } = subject
      const proposals: Proposal[] = []
      for (const number of await session.client.proposalsWith(head, owner, branch))
        proposals.push(await session.client.proposal(number))
      // The event names a head alone: whoever opens another one for it, to another branch, shall not stop this one.
      const asked = proposals.filter(one => ref === undefined || one.ref === ref)
      if (!asked.length)
        throw new Failure(
          `no open pull request${ref === undefined ? '' : ` for ${ref}`} has the head ${head.slice(0, 12)} any more; nothing is decided`,
          [],
          EXIT.inconclusive,
        )
      const results: ForgeResult[] = []
      for (const { number, ref: target } of asked) {
        await announce?.(head, target, 'pending')
        results.push(await judgeProposal(session, { number, head, train: null }, ref))
      }
      return results
    }
    default:
      return auditLately(session, ref, since)
  }
}

async function readJob(forge: Forge, env: JobEnvironment): Promise<Job> {
  if (forge === 'gitlab') return readGitlabJob(env)
  const path = env.GITHUB_EVENT_PATH
  if (!path) return readGithubJob(env, null)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new Failure('GITHUB_EVENT_PATH names no file that can be read')
  try {
    return readGithubJob(env, JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure('the event at GITHUB_EVENT_PATH is no JSON')
    throw error
  }
}

async function keep({ keeps, heard, policy, client }: Session, isolated: Isolated): Promise<Kept> {
  if (!keeps || !heard.size) return { entries: 0, problem: null }
  const known = new Set((await readVouched(isolated.repo, policy, client)).map(({ id }) => id))
  return keepEntries(isolated, [...heard.values()], known)
}

type Announce = (
  head: Oid,
  ref: string,
  outcome: 'pending' | 'allowed' | 'refused' | 'inconclusive',
  judged?: boolean,
) => Promise<void>

const STATES: Record<Parameters<Announce>[2], [Status['state'], string]> = {
  pending: ['pending', 'being judged'],
  allowed: ['success', 'allowed'],
  refused: ['failure', 'refused: see the job'],
  inconclusive: ['error', 'nothing could be decided: see the job'],
}

/**
 * The status carries the branch in its name: commits have statuses, and pull requests have not, so that the answer
 * for an unprotected target would count for a protected one as well.
 */
function announcer(client: ForgeClient, name: string | undefined): Announce | null {
  if (name === undefined) return null
  return async (head, ref, outcome, judged = true) => {
    const [state, words] = STATES[outcome]
    const description = judged ? words : 'this branch is not protected'
    const context = `${name}/${ref.replace(/^refs\/heads\//, '')}`
    await client.setStatus(head, { state, context, description })
  }
}
