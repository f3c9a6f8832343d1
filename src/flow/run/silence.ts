import { listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { ListedImprovement } from '../improvements/listImprovements.ts'
import { branchOf } from './openRoom.ts'

/** After so long without an answer nobody seems to read what is proposed. */
export const PATIENCE_MS = 7 * 24 * 60 * 60 * 1000

/** When something was proposed and when somebody last said anything to it, in milliseconds; null for never. */
export type Talk = { proposed: number; answered: number | null; waits: boolean }

/**
 * Since when nobody answers: the time of the oldest proposal that waits, where that is a week ago and nothing was answered for a week
 * either. Null while somebody does.
 * @param now in milliseconds.
 */
export function silentSince(talks: Talk[], now: number): number | null {
  const waiting = talks.filter(({ waits }) => waits).map(({ proposed }) => proposed)
  const oldest = waiting.length ? Math.min(...waiting) : now
  const answered = talks.flatMap(({ answered: at }) => (at === null ? [] : [at]))
  return now - oldest >= PATIENCE_MS && answered.every(at => now - at >= PATIENCE_MS) ? oldest : null
}

const ANSWERS = ['reviewed', 'rejected', 'withdrawn']

/**
 * Who said what when, of improvements. A proposal's time is what it says, else its commit's; an answer's is that of an entry that counts,
 * or of the commit with which the improvement came to where HEAD is: a plain fast-forward leaves no time of its own.
 */
export async function talksAbout(
  repo: Repository,
  improvements: Pick<ListedImprovement, 'state' | 'entries' | 'heard' | 'commit' | 'branch'>[],
): Promise<Talk[]> {
  const talks: Talk[] = []
  const branches = new Set(
    (await listRefs(repo, 'refs/heads', 'refs/remotes')).map(({ ref }) => branchOf(ref)),
  )
  for (const { state, entries, heard, commit, branch } of improvements) {
    const own = commit ? await committedAt(repo, commit) : null
    const proposed = timeOf(entries.find(({ entry }) => entry.kind === 'proposed')?.entry.at) ?? own
    const said = heard.flatMap(({ entry }) => (ANSWERS.includes(entry.kind) ? [timeOf(entry.at)] : []))
    // To delete its branch, as forges do with what is closed, is to say no without a word: that waits no more.
    const waits = state === 'proposed' && branch !== null && branches.has(branch)
    if (state !== 'proposed' && commit) said.push((await landedAt(repo, commit)) ?? own)
    const times = said.filter(at => at !== null)
    if (proposed !== null) talks.push({ proposed, answered: times.length ? Math.max(...times) : null, waits })
  }
  return talks
}

function timeOf(text: string | undefined): number | null {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : at
}

async function committedAt(repo: Repository, commit: Oid): Promise<number | null> {
  const { code, stdout } = await repo.run(['log', '-1', '--format=%ct', commit], { accept: [128] })
  return code === 0 ? Number(stdout.toString('utf8').trim()) * 1000 : null
}

/** When a merge brought a commit to where HEAD is; null where it did not come by one. */
async function landedAt(repo: Repository, commit: Oid): Promise<number | null> {
  const merges = ['--merges', '--ancestry-path', '--topo-order', '--reverse', '--format=%H %ct']
  const { code, stdout } = await repo.run(['log', ...merges, `${commit}..HEAD`], { accept: [128] })
  const [merge, at] = (code === 0 ? stdout.toString('utf8').split('\n', 1)[0] : '')?.split(' ') ?? []
  if (!merge) return null
  // It was there before that merge: then it came without one.
  const before = await repo.run(['merge-base', '--is-ancestor', commit, `${merge}^1`], { accept: [1, 128] })
  return before.code === 1 ? Number(at) * 1000 : null
}
