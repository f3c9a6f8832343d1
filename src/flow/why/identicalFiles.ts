import { originOf } from '../../gate/origin.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { type BlamedLine, blame } from '../../git/blame.ts'
import type { ObjectReader } from '../../git/objects.ts'
import { readableCommit } from '../../git/readableCommit.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { SourceFact } from './whyFound.ts'

/** A commit in which the very same file stands, and why it was looked at. */
export type Twin = { commit: Oid; path: Path; how: SourceFact['how'] }

/**
 * Who brought the lines of a file, asked of a commit where the very same file stands: what a squash or an amend took
 * together is told apart there, line by line.
 * @param by the commit whose lines are asked about; what was written after it is no source of it.
 * @returns by the line's number in that file; lines that no AI commit brought are not in it.
 */
export async function linesOfTwin(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  by: Commit,
  at: Path,
  twin: Twin,
): Promise<Map<number, Oid>> {
  const found = new Map<number, Oid>()
  if (!(await isSame(objects, `${by.oid}:${at}`, `${twin.commit}:${twin.path}`))) return found
  const told = new Map<Oid, boolean>()
  const isSource = async (oid: Oid) => {
    const commit = oid === by.oid ? null : await readableCommit(objects, oid)
    return commit !== null && commit.author.at <= by.committer.at && originOf(commit, known).origin === 'ai'
  }
  for (const { commit, at: line } of await blamed(repo, twin)) {
    if (commit === null) continue
    const is = told.get(commit) ?? (await isSource(commit))
    told.set(commit, is)
    if (is) found.set(line, commit)
  }
  return found
}

/** Nothing where the history behind it is not here. */
async function blamed(repo: Repository, { commit, path }: Twin): Promise<BlamedLine[]> {
  return blame(repo, { rev: commit, path }).catch(() => [])
}

async function isSame(objects: ObjectReader, one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([objects.get(one), objects.get(other)])
  return a !== null && a.type === 'blob' && a.oid === b?.oid
}
