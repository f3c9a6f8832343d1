import { commitNames } from '../git/history.ts'
import { requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import type { Violation } from '../model/decision.ts'
import type { Policy } from '../model/policy.ts'
import { openSaidEntries } from './gatherEntries.ts'
import { gitDate } from './gitDate.ts'
import { judgeUpdate } from './judgeUpdate.ts'

/** A landing that the gate would have stopped, or spoken about. */
export type ReplayedLanding = {
  commit: Oid
  title: string
  outcome: 'allowed' | 'refused' | 'inconclusive'
  violations: Violation[]
}

export type Replayed = {
  ref: string
  since: string
  /** First-parent commits of the ref in that time. */
  landings: number
  commits: number
  ai: number
  /** Only those about which there is something to say, newest first. */
  spoken: ReplayedLanding[]
}

/**
 * What a policy would have said to every landing of a ref: each first-parent commit is judged as the push of
 * just that commit on top of the one before. Most landings hold no AI commit; one pass over the whole time
 * finds those that do, and only they are judged one by one.
 * @param since `90d`, `12w`, `6m`, `1y` or a date (`2026-01-31`).
 * @throws Failure for any other `since`, since git would read it as now without a word.
 */
export async function replayPolicy(
  repo: Repository,
  policy: Policy,
  ref: string,
  since: string,
): Promise<Replayed> {
  const tip = await requireCommit(repo, ref)
  const listed = await repo.text([
    'rev-list',
    '--first-parent',
    '--parents',
    `--since=${gitDate(since)}`,
    tip,
  ])
  const landings = listed
    .split('\n')
    .filter(line => line)
    .map(line => line.split(' '))
  const before = landings.at(-1)?.[1] ?? null
  const empty = { ref, since, landings: landings.length, commits: 0, ai: 0, spoken: [] }
  if (!landings.length) return empty
  const whole = await judgeUpdate(repo, { ref, old: before, new: tip }, 'ci', policy)
  const made = new Set(whole.commits.flatMap(({ commit, origin }) => (origin === 'ai' ? [commit] : [])))
  const spoken: ReplayedLanding[] = []
  const said = openSaidEntries(repo)
  for (const [commit = '', first, ...others] of landings) {
    const names = others.length ? await commitNames(repo, [commit, `^${first}`]) : new Set([commit])
    if (![...names].some(name => made.has(name))) continue
    const [at = '', ...title] = (await repo.text(['log', '-1', '--format=%ct%n%s', commit])).split('\n')
    const update = { ref, old: first ?? null, new: commit }
    const { outcome, violations } = await judgeUpdate(repo, update, 'ci', policy, said, { now: Number(at) })
    if (!violations.length) continue
    spoken.push({ commit, title: title.join('\n'), outcome, violations })
  }
  return { ...empty, commits: whole.commits.length, ai: made.size, spoken }
}
