import { originOf } from '../../gate/origin.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { readChange } from '../../git/changes.ts'
import { readCommit } from '../../git/history.ts'
import type { ObjectReader } from '../../git/objects.ts'
import { type ChangedFile, type CommitChanges, readRangeChanges } from '../../git/rangeChanges.ts'
import type { Repository } from '../../git/repository.ts'
import type { ContentIndex } from '../../ledger/content/contentIndex.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit, TracedFact } from '../../model/commit.ts'
import { classOf } from '../gatherClass.ts'
import { type Brought, broughtByAi, broughtByAnyone } from './brought.ts'
import { confirmCopy, type Source } from './confirmCopy.ts'
import { openKnownContent } from './knownContent.ts'
import { openStandings } from './standing.ts'

/** Says what a commit of the range repeats of an AI commit; undefined when nothing. */
export type Tracer = (commit: Commit) => Promise<TracedFact | undefined>

/** So many changed files are looked up together. */
const BATCH = 2_000
/** Of one commit's possible sources those are compared with which it shares most. */
const MOST_SOURCES = 12

/** A commit that shares something with AI commits, by name alone: how much with which. */
type Suspect = { files: ChangedFile[]; sources: Oid[] }

/**
 * Looks up what the commits of a range bring in the content of the AI commits that this repository knows of. To compare
 * is left until somebody asks about a commit: most of them are asked about for nothing.
 * @param target what the ref holds that the range shall land on; null where it is born.
 */
export async function traceRange(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  range: string[],
  target: Oid | null,
): Promise<Tracer> {
  const suspects = await findSuspects(repo, objects, known, range)
  const standingOf = openStandings(repo, objects, target)
  const sources = new Map<Oid, Promise<Source | null>>()
  const sourceOf = (oid: Oid) => {
    const source = sources.get(oid) ?? readSource(repo, objects, known, oid, standingOf, target)
    sources.set(oid, source)
    return source
  }
  return async commit => {
    const suspect = suspects.get(commit.oid)
    if (!suspect) return undefined
    const brought = await broughtByAnyone(objects, suspect.files)
    let short: TracedFact | undefined
    for (const oid of suspect.sources) {
      const source = await sourceOf(oid)
      const fact = source && (await confirmCopy(repo, objects, commit, brought, source, target))
      if (fact && fact.of !== 'short') return fact
      short ??= fact ?? undefined
    }
    return short
  }
}

async function findSuspects(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  range: string[],
): Promise<Map<Oid, Suspect>> {
  const suspects = new Map<Oid, Suspect>()
  const index = await openKnownContent(repo, known)
  if (!index) return suspects
  let batch: CommitChanges[] = []
  let size = 0
  const look = async () => {
    for (const [oid, suspect] of await lookUp(objects, index, batch)) suspects.set(oid, suspect)
    batch = []
    size = 0
  }
  try {
    for await (const changes of readRangeChanges(repo, range)) {
      batch.push(changes)
      size += changes.files.length
      if (size >= BATCH) await look()
    }
    await look()
  } finally {
    index.close()
  }
  return suspects
}

async function lookUp(
  objects: ObjectReader,
  index: ContentIndex,
  batch: CommitChanges[],
): Promise<Map<Oid, Suspect>> {
  const keys = new Map<Oid, number[]>()
  const all: number[] = []
  for (const { commit, files } of batch) {
    const own = (await broughtByAnyone(objects, files)).flatMap(one => one.keys)
    keys.set(commit, own)
    for (const key of own) all.push(key)
  }
  const found = index.find(all)
  const suspects = new Map<Oid, Suspect>()
  for (const { commit, files } of found.size ? batch : []) {
    const shared = new Map<Oid, number>()
    for (const key of keys.get(commit) ?? [])
      for (const source of found.get(key) ?? []) shared.set(source, (shared.get(source) ?? 0) + 1)
    shared.delete(commit)
    const most = [...shared].sort(([, a], [, b]) => b - a).slice(0, MOST_SOURCES)
    if (most.length) suspects.set(commit, { files, sources: most.map(([source]) => source) })
  }
  return suspects
}

/** An AI commit as evidence; null where it is none: what it brought stands on the ref, or needed nobody. */
async function readSource(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  oid: Oid,
  standingOf: ReturnType<typeof openStandings>,
  target: Oid | null,
): Promise<Source | null> {
  if ((await objects.get(oid))?.type !== 'commit') return null
  const standing = await standingOf(oid)
  if (standing === 'kept') return null
  const commit = await readCommit(objects, oid)
  const { files } = await readChange(repo, commit.parents[0] ?? null, commit.tree)
  const isAi = async (one: Commit) => originOf(one, known).origin === 'ai'
  const { class: derived } = await classOf(repo, objects, commit, files, target, isAi)
  if (known.policy.auto_approve[derived]) return null
  const brought: Brought[] = []
  for await (const changes of readRangeChanges(repo, [oid], ['--no-walk=unsorted']))
    brought.push(...(await broughtByAi(objects, changes.files)))
  return { commit: oid, parents: commit.parents, brought, standing }
}
