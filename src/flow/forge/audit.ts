import { commitNames } from '../../git/history.ts'
import { commitOf, isAncestor } from '../../git/refs.ts'
import type { Oid, RefUpdate } from '../../model/change.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { firstProtectedBranch, matchesRef, trustedPatterns } from '../../policy/refPatterns.ts'
import { gitDate } from '../gitDate.ts'
import type { ForgeResult } from './forgeAnswer.ts'
import type { Isolated } from './openIsolated.ts'
import { hear, judge, resultOf, type Session } from './session.ts'

/** More landings than that are no look back but a replay. */
const MOST_LANDINGS = 500

/**
 * Fetches both ends of a push that has happened, and puts its ref where it was before: so it is judged by the policy
 * of before, as a server's hook would have.
 */
export async function rewind(isolated: Isolated, update: RefUpdate): Promise<RefUpdate> {
  await isolated.take(update.ref)
  const end = async (oid: Oid | null) => {
    if (oid === null) return null
    const found = (await commitOf(isolated.repo, oid)) ?? (await isolated.take(oid))
    if (found) return found
    throw new Failure(
      `${oid.slice(0, 12)}, an end of this push to ${update.ref}, can no longer be fetched; nothing is decided`,
      [{ ask: 'look at the push itself: a rewind of a protected branch is never right' }],
      EXIT.inconclusive,
    )
  }
  const moved = { ref: update.ref, old: await end(update.old), new: await end(update.new) }
  await isolated.put(update.ref, moved.old)
  return moved
}

/**
 * Looks at what has landed. What neither the commits nor the ledger say is asked of the forge: by which proposal each
 * refused commit came, and who approved that.
 * @param now seconds since 1970, for an older landing: keys count as they did then.
 */
export async function auditUpdate(session: Session, update: RefUpdate, now?: number): Promise<ForgeResult> {
  // What is born is measured against what the others hold, by which it was judged there.
  if (!update.old || !update.new) return lookAt(session, update, now)
  return notExcused(session, update.ref, update.new, () => lookAt(session, update, now))
}

async function lookAt(session: Session, update: RefUpdate, now: number | undefined): Promise<ForgeResult> {
  const first = await judge(session, update, 'server', now)
  const open = first.violations.flatMap(({ commit, level }) => (commit && level === 'block' ? [commit] : []))
  if (!open.length) return resultOf(session, update, first, null)
  const numbers = new Set<number>()
  for (const commit of new Set(open)) {
    for (const number of await session.client.proposalsOf(commit)) numbers.add(number)
    // What matters is whether anything is wrong; the rest is asked for when the first hundred are mended.
    if (numbers.size >= 100) break
  }
  const opinions = await hear(session, [...numbers].slice(0, 100), update.ref, update.old, first, false)
  return resultOf(session, update, await judge(session, update, 'server', now), null, opinions)
}

/**
 * Looks at each landing of the last days, one by one, as they came. Only those with AI commits are judged alone.
 * @param since `7d`, `12w`, `6m`, `1y` or a date.
 */
export async function auditLately(
  session: Session,
  ref: string | undefined,
  since: string,
): Promise<ForgeResult[]> {
  const { isolated, policy } = session
  const { repo } = isolated
  const target = ref ?? firstProtectedBranch(policy)
  if (!target)
    throw new Failure('the policy names no single protected branch: say which one to look at', [
      {
        run: ['git', 'improver', 'verify', '--forge', session.job.place.forge, '--ref', 'main'],
        where: 'ci',
      },
    ])
  const tip = await isolated.take(target)
  if (!tip) throw new Failure(`${target} is not on ${isolated.remote}`)
  const listed = await repo.text([
    'rev-list',
    '--first-parent',
    '--parents',
    `--since=${gitDate(since)}`,
    tip,
  ])
  const landings = listed.split('\n').flatMap(line => (line ? [line.split(' ')] : []))
  if (landings.length > MOST_LANDINGS)
    throw new Failure(`${landings.length} landings since ${since}: say a shorter time (--since)`)
  const before = landings.at(-1)?.[1] ?? null
  const oldest = landings.at(-1)?.[0]
  const whole = oldest
    ? await notExcused(session, target, oldest, () =>
        judge(session, { ref: target, old: before, new: tip }, 'server'),
      )
    : null
  const made = new Set(whole?.commits.flatMap(({ commit, origin }) => (origin === 'ai' ? [commit] : [])))
  const results: ForgeResult[] = []
  for (const [commit = '', first, ...others] of landings) {
    const names = others.length ? await commitNames(repo, [commit, `^${first}`]) : new Set([commit])
    if (![...names].some(name => made.has(name))) continue
    const at = Number(await repo.text(['log', '-1', '--format=%ct', commit]))
    results.push(await auditUpdate(session, { ref: target, old: first ?? null, new: commit }, at))
  }
  return results
}

/**
 * Works without the trusted branches that hold a landing itself. They excuse what they held before it, and whoever looks
 * back sees them as they are now: a release that was cut since then, or a second push of the same, excuses nothing.
 * The branch whose policy decides stays where it is.
 */
async function notExcused<T>(
  { isolated, policy }: Session,
  target: string,
  landing: Oid,
  work: () => Promise<T>,
): Promise<T> {
  const trusted = trustedPatterns(policy)
  const later: [string, Oid][] = []
  for (const name of isolated.refs.heads.keys()) {
    if (name === target || name === isolated.refs.head) continue
    if (!trusted.some(pattern => matchesRef(pattern, name))) continue
    const oid = await commitOf(isolated.repo, name.replace(/^refs\/heads\//, 'refs/remotes/origin/'))
    if (oid && (await isAncestor(isolated.repo, landing, oid))) later.push([name, oid])
  }
  for (const [name] of later) await isolated.put(name, null)
  try {
    return await work()
  } finally {
    for (const [name, oid] of later) await isolated.put(name, oid)
  }
}
