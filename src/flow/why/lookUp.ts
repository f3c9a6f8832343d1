import { originOf } from '../../gate/origin.ts'
import type { Known } from '../../gate/signals/signal.ts'
import type { BlamedLine } from '../../git/blame.ts'
import type { ObjectReader } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { type Commits, openCommits } from './gatherCommits.ts'
import { groupLines } from './groupLines.ts'
import { mergesThatBrought } from './mergesThatBrought.ts'
import type { Record } from './openRecord.ts'
import { readStates } from './readStates.ts'
import { factOf, markersOf, tellCommit, tellUnreadable } from './tellCommit.ts'
import { type Traced, traceLines } from './traceLines.ts'
import type { CommitTold, LineGroup } from './whyFound.ts'

/** What is known of lines: in groups, with their commits, newest first, and how many files were too many to compare. */
export type LookedUp = { groups: LineGroup[]; commits: CommitTold[]; leftOut: number }

/**
 * Joins lines with all that commits, receipts, the ledger and the content of AI commits tell of them.
 * @param tip the commit whose lines they are: up to there merges may have brought them.
 */
export async function lookUp(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  record: Record | null,
  lines: BlamedLine[],
  tip: Oid,
): Promise<LookedUp> {
  const commits = await openCommits(repo, objects, record, markersOf(lines, known))
  await commits.gather(lines.flatMap(({ commit }) => commit ?? []))
  const origins = originsOf(commits, known)
  const { traced, leftOut } = commits.remembers
    ? await traceLines(repo, objects, known, record, ofOrigin('human'), lines, changesOf(commits))
    : { traced: new Map() as Traced, leftOut: 0 }
  const copies = new Set([...traced.keys()].map(place => place.slice(0, place.indexOf(' '))))
  const wanted = [
    ...ofOrigin('ai').values(),
    ...[...ofOrigin('human').values()].filter(one => copies.has(one.oid)),
  ]
  for (const [oid, brought] of await mergesThatBrought(repo, tip, wanted, known)) {
    const one = commits.all.get(oid)
    if (one) one.brought = brought
  }
  await commits.gather([...traced.values()].flatMap(found => [...found.values()].map(({ commit }) => commit)))
  const told = [...commits.all].map(([oid, one]) =>
    one ? tellCommit(one, record, known) : tellUnreadable(oid),
  )
  await addStates(repo, known, record, told)
  const groups = groupLines(lines, new Map(told.map(one => [one.commit, one])), traced)
  return { groups, commits: newestFirst(told, commits), leftOut }

  function ofOrigin(origin: string): Map<Oid, Commit> {
    return new Map([...origins].flatMap(([commit, is]) => (is === origin ? [[commit.oid, commit]] : [])))
  }
}

function originsOf({ all }: Commits, known: Known): Map<Commit, string> {
  return new Map(
    [...all.values()].flatMap(one =>
      one ? [[one.commit, originOf(factOf(one), known).origin] as [Commit, string]] : [],
    ),
  )
}

function changesOf({ all }: Commits) {
  return new Map([...all].flatMap(([oid, one]) => (one?.change ? [[oid, one.change] as const] : [])))
}

/** Only where there is an improvement at all: it takes a walk through the protected branches. */
async function addStates(
  repo: Repository,
  { policy }: Known,
  record: Record | null,
  told: CommitTold[],
): Promise<void> {
  const some = told.filter(({ improvements }) => improvements.length)
  if (!some.length) return
  const named = new Map(some.map(one => [one.commit, one.improvements.map(({ id }) => id)]))
  const states = await readStates(repo, policy, record, named)
  for (const { improvements } of some) for (const one of improvements) one.state = states.get(one.id) ?? null
}

function newestFirst(told: CommitTold[], { all }: Commits): CommitTold[] {
  const at = ({ commit }: CommitTold) => all.get(commit)?.commit.author.at ?? 0
  return told.sort((a, b) => at(b) - at(a))
}
