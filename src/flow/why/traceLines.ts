import type { Known } from '../../gate/signals/signal.ts'
import type { BlamedLine } from '../../git/blame.ts'
import type { ObjectReader } from '../../git/objects.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import { readableCommit } from '../../git/readableCommit.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { type Brought, blobKey, broughtByAi, broughtByAnyone } from '../trace/brought.ts'
import { openKnownContent } from '../trace/knownContent.ts'
import { copiedLines } from './copiedLines.ts'
import { linesOfTwin, type Twin } from './identicalFiles.ts'
import type { Record } from './openRecord.ts'
import type { OwnChange } from './readChanges.ts'
import type { SourceFact } from './whyFound.ts'

/** Where lines are from, by where they stood in the commit that has them: `<commit> <path>` and the line's number. */
export type Traced = Map<string, Map<number, Omit<SourceFact, 'lines'>>>

/** So many commits are compared, those first of which most lines are left. */
const MOST_COMMITS = 100
/** Each is a `git blame` of its own. */
const MOST_TWINS = 12
const MOST_SOURCES = 12

export function placeOf({ commit, path }: { commit: Oid | null; path: Path }): string {
  return `${commit} ${path}`
}

/**
 * Finds the AI commits that lines of people's commits are from: a squash, an amend or a copy leaves the marks out, and the
 * content stays. By the ledger's change or tree of a commit, by whole files and by runs of lines. Kept ones count as
 * well, unlike where the gate traces: this is held against nobody.
 * @param people their commits, which say nothing of an agent.
 * @returns how many commits were left out besides, as too many.
 */
export async function traceLines(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  record: Record | null,
  people: ReadonlyMap<Oid, Commit>,
  lines: BlamedLine[],
  changes: ReadonlyMap<Oid, OwnChange>,
): Promise<{ traced: Traced; leftOut: number }> {
  const traced: Traced = new Map()
  const files = filesOf(lines, people)
  const some = files.slice(0, MOST_COMMITS)
  let twins = 0
  const take = async (commit: Commit, path: Path, twin: Twin) => {
    if (twins >= MOST_TWINS) return
    twins += 1
    const found = await linesOfTwin(repo, objects, known, commit, path, twin)
    for (const [line, source] of found)
      put(traced, { commit: commit.oid, path }, line, { commit: source, how: twin.how, weak: false })
  }
  for (const { commit, path } of record ? some : [])
    for (const twin of twinsInLedger(record!, commit, path, changes.get(commit.oid)))
      await take(commit, path, twin)

  const index = await openKnownContent(repo, known)
  if (!index) return { traced, leftOut: 0 }
  try {
    const copies: { commit: Commit; copy: Brought }[] = []
    for (const { commit, path } of some) {
      const changed = changes.get(commit.oid)?.files.filter(file => file.path === path) ?? []
      for await (const copy of broughtByAnyone(objects, changed)) copies.push({ commit, copy })
    }
    const shared = index.find(copies.flatMap(({ copy }) => copy.keys))
    const sources = copies.map(({ commit, copy }) => mostShared(copy.keys, shared, commit.oid))
    const brought = await broughtBy(repo, objects, new Set(sources.flat()))
    for (const [at, { commit, copy }] of copies.entries())
      for (const source of sources[at] ?? []) {
        const own = await readableCommit(objects, source)
        if (!own || own.author.at > commit.committer.at) continue
        for (const from of brought.get(source) ?? []) {
          if (from.blob === copy.blob && from.keys.includes(blobKey(from.blob)))
            await take(commit, copy.path, { commit: source, path: from.path, how: 'file' })
          else
            for (const { first, last, weak } of copiedLines(copy, from))
              for (let line = first; line <= last; line += 1)
                put(traced, { commit: commit.oid, path: copy.path }, line, {
                  commit: source,
                  how: 'run',
                  weak,
                })
        }
      }
  } finally {
    index.close()
  }
  return { traced, leftOut: files.length - some.length }
}

/** What was found first stays, unless it could be chance and the next could not. */
function put(
  traced: Traced,
  place: { commit: Oid; path: Path },
  line: number,
  source: Omit<SourceFact, 'lines'>,
): void {
  const key = placeOf(place)
  const there = traced.get(key) ?? new Map()
  traced.set(key, there)
  const before = there.get(line)
  if (!before || (before.weak && !source.weak)) there.set(line, source)
}

/** The files that people's lines stood in, those first of which most lines are left. */
function filesOf(lines: BlamedLine[], people: ReadonlyMap<Oid, Commit>): { commit: Commit; path: Path }[] {
  const files = new Map<string, { commit: Commit; path: Path; lines: number }>()
  for (const line of lines) {
    const commit = line.commit === null ? undefined : people.get(line.commit)
    if (!commit) continue
    const there = files.get(placeOf(line))
    if (there) there.lines += 1
    else files.set(placeOf(line), { commit, path: line.path, lines: 1 })
  }
  return [...files.values()].sort((a, b) => b.lines - a.lines)
}

/** Commits that the ledger knows by the very change, or by the tree, of this one. */
function twinsInLedger(
  record: Record,
  { oid, tree }: Commit,
  path: Path,
  own: OwnChange | undefined,
): Twin[] {
  if (!own?.files.length) return []
  const by = (how: 'change' | 'tree', wanted: Parameters<Record['index']['find']>[0]) =>
    record.index.find(wanted).map(({ entry }): Twin => ({ commit: entry.commit, path, how }))
  const twins = [...(own.digest ? by('change', { change: own.digest }) : []), ...by('tree', { tree })]
  const seen = new Set([oid])
  return twins.filter(({ commit }) => !seen.has(commit) && seen.add(commit))
}

function mostShared(keys: number[], shared: Map<number, Set<Oid>>, self: Oid): Oid[] {
  const counts = new Map<Oid, number>()
  for (const key of keys) for (const oid of shared.get(key) ?? []) counts.set(oid, (counts.get(oid) ?? 0) + 1)
  counts.delete(self)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_SOURCES)
    .map(([oid]) => oid)
}

async function broughtBy(
  repo: Repository,
  objects: ObjectReader,
  commits: ReadonlySet<Oid>,
): Promise<Map<Oid, Brought[]>> {
  const brought = new Map<Oid, Brought[]>()
  if (!commits.size) return brought
  for await (const { commit, files } of readRangeChanges(repo, [...commits], ['--no-walk=unsorted'])) {
    for await (const one of broughtByAi(objects, files))
      brought.set(commit, [...(brought.get(commit) ?? []), one])
  }
  return brought
}
