import type { JobSubject } from '../../forges/job.ts'
import type { Oid } from '../../model/change.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { ForgeResult } from './forgeAnswer.ts'
import { fetchHead, hear, isQuiet, judge, resultOf, type Session } from './session.ts'

type Subject<K extends JobSubject['kind']> = Extract<JobSubject, { kind: K }>

/**
 * May this proposal land on its target as it is now? Its head must be one and the same for the event, for the forge's
 * interface and for git; else somebody pushed, and this run has no answer (125) while the push has a run of its own.
 */
export async function judgeProposal(
  session: Session,
  { number, head, train }: Omit<Subject<'proposal'>, 'kind'>,
  expected: string | undefined,
): Promise<ForgeResult> {
  const { client, isolated, job } = session
  const proposal = await client.proposal(number)
  if (!proposal.open) throw undecided(`${number} is closed, and so proposes nothing`)
  if (expected !== undefined && proposal.ref !== expected)
    throw new Failure(`${number} is for ${proposal.ref}, not for ${expected} (--ref)`)
  if (proposal.head !== head)
    throw undecided(
      `the head of ${number} is ${proposal.head.slice(0, 12)} now, and this job is about ${head.slice(0, 12)}`,
    )
  const old = await targetOf(session, proposal.ref)
  await fetchHead(session, proposal)
  const end = train ? await isolated.take(train.ref) : head
  if (train && end !== train.tip) throw undecided(`the merge train of ${number} was made again`)
  const update = { ref: proposal.ref, old, new: end }
  const first = await judge(session, update, 'ci')
  if (isQuiet(first)) return resultOf(session, update, first, number)
  const others = train ? await client.queued(proposal.ref) : []
  const opinions = await hear(session, [number, ...others], proposal.ref, old, first, true)
  session.notes.push(...quietNote(session, opinions.length))
  return resultOf(
    session,
    update,
    await judge(session, update, 'ci'),
    job.subject.kind === 'group' ? null : number,
    opinions,
  )
}

/**
 * May a merge queue's group land? It holds several pull requests, of which the event names the last. The others are found
 * by the queue's own branches and by asking for each AI commit; a wrong guess gains nothing, since an approval counts
 * for its own change alone.
 */
export async function judgeGroup(
  session: Session,
  group: Omit<Subject<'group'>, 'kind'>,
): Promise<ForgeResult> {
  const { client, isolated } = session
  const old = await targetOf(session, group.ref)
  const head = await isolated.take(group.headRef)
  if (head !== group.head) throw undecided('the queue made this group again')
  const update = { ref: group.ref, old, new: head }
  const first = await judge(session, update, 'ci')
  if (isQuiet(first)) return resultOf(session, update, first, null)
  const within = new Set(first.commits.map(({ commit }) => commit))
  const queued = [...isolated.refs.heads].flatMap(([name, oid]) => (within.has(oid) ? [name] : []))
  const numbers = [...group.numbers, ...queueNumbers(queued, group.ref)]
  for (const { commit, origin } of first.commits)
    if (origin === 'ai' && numbers.length < 100) numbers.push(...(await client.proposalsOf(commit)))
  const opinions = await hear(session, numbers, group.ref, old, first, true)
  return resultOf(session, update, await judge(session, update, 'ci'), null, opinions)
}

/** The pull requests whose groups wait in GitHub's queue of a branch, by the branches that the queue makes. */
export function queueNumbers(refs: string[], ref: string): number[] {
  const prefix = `refs/heads/gh-readonly-queue/${ref.replace(/^refs\/heads\//, '')}/`
  return refs.flatMap(name => {
    const [, number] = name.startsWith(prefix) ? (/^pr-(\d{1,9})-/.exec(name.slice(prefix.length)) ?? []) : []
    return number === undefined ? [] : [Number(number)]
  })
}

async function targetOf({ isolated }: Session, ref: string): Promise<Oid> {
  const old = await isolated.take(ref)
  if (!old) throw undecided(`${ref} is not on ${isolated.remote}`)
  await isolated.put(ref, old)
  return old
}

function quietNote({ keeps }: Session, heard: number): string[] {
  return heard && !keeps
    ? ['nothing was kept of these approvals, since there is no key of a voucher: they count for this run']
    : []
}

function undecided(why: string): Failure {
  return new Failure(`${why}; nothing is decided`, [], EXIT.inconclusive)
}
