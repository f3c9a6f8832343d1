import { approvalsIn } from '../../gate/history/approvals.ts'
import { isButton } from '../../gate/history/isButton.ts'
import { followLandings } from '../../gate/history/landings.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { commonAncestors } from '../../git/commonAncestors.ts'
import { readRawCommits } from '../../git/history.ts'
import { readable } from '../../git/readableCommit.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'

/** The merges that brought a commit and say that somebody approved, and whether a forge's button made one of them. */
export type Brought = { merges: Commit[]; byButton: boolean }

/** How these commits came to the line of first parents, by one walk back to the oldest of them. */
export async function mergesThatBrought(
  repo: Repository,
  tip: Oid,
  wanted: Commit[],
  known: Known,
): Promise<Map<Oid, Brought>> {
  const found = new Map<Oid, Brought>()
  if (!wanted.length) return found
  const names = new Set(wanted.map(({ oid }) => oid))
  const landings = followLandings()
  // A landing hands on the very objects that it was given.
  const mergeOf = new Map<object, Commit>()
  for await (const object of readRawCommits(repo, [tip, ...(await below(repo, wanted))])) {
    const { oid } = object
    const commit = readable(object)
    if (!commit) continue
    const landing = landings.of(commit)
    const approvals = commit.parents.length > 1 ? approvalsIn(commit.message, known) : []
    for (const one of approvals) mergeOf.set(one, commit)
    landings.pass(commit, landing, { approvals, reverted: null, byButton: isButton(commit) })
    if (!names.delete(oid) || !landing) continue
    const merges = landing.approvals.flatMap(one => mergeOf.get(one) ?? [])
    found.set(oid, { merges: [...new Set(merges)], byButton: landing.byButton })
    if (!names.size) break
  }
  return found
}

/** What all of them were made on top of: nothing that is older can have brought them. */
async function below(repo: Repository, wanted: Commit[]): Promise<string[]> {
  const parents = wanted.map(commit => commit.parents[0])
  if (repo.shallow || parents.some(parent => parent === undefined)) return []
  const common = await commonAncestors(repo, [...new Set(parents.flatMap(parent => parent ?? []))])
  return common.map(oid => `^${oid}`)
}
