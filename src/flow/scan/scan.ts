import { countHistory, type HistoryCount } from '../../gate/history/countHistory.ts'
import { readRawCommits } from '../../git/history.ts'
import { readable } from '../../git/readableCommit.ts'
import { commitOf, headBranch, listRefs, requireCommit } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { Failure } from '../../model/failure.ts'
import { attributionFor } from '../attributionFor.ts'
import { gitDate } from '../gitDate.ts'
import { type Automatic, deriveClasses } from './deriveClasses.ts'

/** So many of the newest AI commits are looked at whole: enough for a share, few enough to wait for. */
const SAMPLE = 200
const PROGRESS = 5000

/** What a history holds. The names are those of `--json`. */
export type Scanned = {
  ref: string
  commit: Oid
  since: string | null
  /** By whose attribution commits are told apart. */
  policy: string
  shallow: boolean
  commits: number
  /** Committer's days, `2026-01-31`; null where there are no commits. */
  from: string | null
  to: string | null
  human: number
  automation: number
  ai: number
  /** AI commits that are no merges: what the next three are shares of. */
  ai_work: number
  unreviewed: number
  /** Of the unreviewed: brought by GitHub's button, where it may have been approved. */
  unreviewed_by_button: number
  reverted: number
  /** Seconds from landing to revert; null where nothing was reverted. */
  reverted_after_median: number | null
  /** Null where no class can be derived here. */
  automatic: Automatic | null
  by_agent: Record<string, number>
  by_automation: Record<string, number>
  /** Objects that two readers could read differently: counted as commits and as nothing else. */
  unreadable: number
  notes: string[]
}

export type ScanOptions = {
  /** What to look at; HEAD where it is not said. */
  ref?: string | undefined
  /** As `gitDate` takes it; everything where it is not said. */
  since?: string | undefined
  progress?(text: string): void
}

/**
 * Tells of a history how much of it is AI-written, by whom, and what became of it. Two git processes read it
 * whatever its length, and nothing is written. It knows what commits say; markers in files, a server's receipts and
 * the ledger, by which the gate judges too, would each be another pass, so there may be more AI work than it counts. What
 * the gate lets be (`attribution.baseline`, `branches.trust`) is history as well.
 * @throws Failure where there is no commit, nothing of that name, a `since` that git would guess at, or a policy that
 *   cannot be read.
 */
export async function scan(repo: Repository, options: ScanOptions): Promise<Scanned> {
  const since = options.since === undefined ? [] : [`--since=${gitDate(options.since, ['scan'])}`]
  const tip = await tipOf(repo, options.ref)
  const { known, from } = await attributionFor(repo)
  const { count, see } = countHistory(known, SAMPLE)
  // By date, so that the first that come are the newest; children still come before their parents.
  const unreadable = await readAll(repo, tip, ['--date-order', ...since], see, seen => {
    if (seen % PROGRESS === 0) options.progress?.(`${seen} commits`)
  })
  if (count.sample.length) options.progress?.(`${count.commits} commits; deriving classes`)
  const automatic = await deriveClasses(repo, known, count.sample)
  return {
    ref: options.ref ?? (await headBranch(repo)) ?? 'HEAD',
    commit: tip,
    since: options.since ?? null,
    policy: from,
    shallow: repo.shallow,
    ...figuresOf(count),
    commits: count.commits + unreadable,
    automatic,
    unreadable,
    notes: await notesFor(repo, automatic),
  }
}

async function tipOf(repo: Repository, ref: string | undefined): Promise<Oid> {
  if (ref !== undefined) return requireCommit(repo, ref)
  const tip = await commitOf(repo, 'HEAD')
  if (tip) return tip
  const branch = (await headBranch(repo)) ?? 'HEAD'
  throw new Failure(`${repo.dir} has no commit yet on ${branch}: there is no history to tell of`, [
    { run: ['git', 'branch', '--all'], where: 'here' },
  ])
}

async function readAll(
  repo: Repository,
  tip: Oid,
  flags: string[],
  see: (commit: Commit) => void,
  progress: (seen: number) => void,
): Promise<number> {
  let seen = 0
  let unreadable = 0
  for await (const { oid, bytes } of readRawCommits(repo, [tip], flags)) {
    seen += 1
    progress(seen)
    const commit = readable({ oid, bytes })
    if (commit) see(commit)
    else unreadable += 1
  }
  return unreadable
}

function figuresOf(count: HistoryCount) {
  const { human, automation, ai, work, unreviewed, byButton, revertedAfter } = count
  return {
    from: day(count.oldest),
    to: day(count.newest),
    ...{ human, automation, ai, ai_work: work, unreviewed },
    ...{ unreviewed_by_button: byButton, reverted: revertedAfter.length },
    reverted_after_median: median(revertedAfter),
    by_agent: byCount(count.byAgent),
    by_automation: byCount(count.byAutomation),
  }
}

async function notesFor(repo: Repository, automatic: Automatic | null): Promise<string[]> {
  const notes: string[] = []
  if (repo.shallow)
    notes.push('this clone is shallow: older commits are not here (git fetch --unshallow brings them)')
  if (!automatic)
    notes.push('this clone is a partial one: no class was derived, since reading files would download them')
  if ((await listRefs(repo, 'refs/notes/improver')).length)
    notes.push('the record in refs/notes/improver was not read: git improver list and verify go by it')
  return notes
}

/** A day of UTC; git takes dates of any size, and JavaScript does not. */
function day(at: number | null): string | null {
  if (at === null) return null
  const date = new Date(at * 1000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10)
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  if (!sorted.length) return null
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function byCount(counts: Map<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
}
