import { originOf } from '../../gate/origin.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { readChange } from '../../git/changes.ts'
import { readCommit } from '../../git/history.ts'
import type { ObjectReader } from '../../git/objects.ts'
import { type CommitChanges, readRangeChanges } from '../../git/rangeChanges.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit, TracedFact } from '../../model/commit.ts'
import { classOf } from '../gatherClass.ts'
import { type Brought, broughtByAi, readAgain } from './brought.ts'
import { confirmCopy, type Source } from './confirmCopy.ts'
import { openKnownContent } from './knownContent.ts'
import { openStandings, type Standing } from './standing.ts'
import { findSuspects, type Suspect } from './suspects.ts'
import { openElsewhere, TooMuch } from './whereElse.ts'

/** Says what a commit of the range repeats of an AI commit; undefined when nothing. */
export type Tracer = (commit: Commit) => Promise<TracedFact | undefined>

/** The landing as one change, among the commits of it. */
const WHOLE = 'the whole landing'

/**
 * Looks up what the commits of a range bring in the content of the AI commits that this repository knows of. To compare
 * is left until somebody asks about a commit: most of them are asked about for nothing. What is too short in one commit
 * is looked at in the landing as a whole, which may have been made in many small steps.
 * @param target what the ref holds that the range shall land on; null where it is born.
 */
export async function traceRange(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  range: string[],
  target: Oid | null,
): Promise<Tracer> {
  const index = await openKnownContent(repo, known)
  if (!index) return async () => undefined
  const suspects = await findSuspects(objects, index, changesOf(repo, range, target)).finally(() =>
    index.close(),
  )
  if (!suspects.size) return async () => undefined
  const elsewhere = openElsewhere(repo, objects)
  const sourceOf = openSources(repo, objects, known, suspects, target)

  const compare = async (suspect: Suspect, parents: Oid[]): Promise<TracedFact | undefined> => {
    const brought = await readAgain(objects, suspect.files, name => suspect.names.has(name))
    let short: TracedFact | undefined
    for (const oid of suspect.sources) {
      const source = await sourceOf(oid)
      const fact = source && (await confirmCopy(elsewhere, parents, brought, source, target))
      if (fact && fact.of !== 'short') return fact
      short ??= fact ?? undefined
    }
    return short
  }
  let whole: Promise<TracedFact | undefined> | undefined
  return async commit => {
    const suspect = suspects.get(commit.oid)
    if (!suspect) return undefined
    try {
      const fact = await compare(suspect, commit.parents)
      const landing = suspects.get(WHOLE)
      if (fact?.of !== 'short' || !landing || !target) return fact
      whole ??= compare(landing, [target])
      const more = await whole
      return more && more.of !== 'short' && more.source.commit === fact.source.commit ? more : fact
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error
      const [{ path } = { path: '' }] = suspect.files
      const [source = ''] = suspect.sources
      return { of: 'uncompared', path, line: 1, lines: 0, source: { commit: source, path, line: 1 } }
    }
  }
}

async function* changesOf(
  repo: Repository,
  range: string[],
  target: Oid | null,
): AsyncGenerator<CommitChanges> {
  yield* readRangeChanges(repo, range)
  const [tip] = range
  if (!tip || !target) return
  const { files } = await readChange(repo, target, tip)
  yield { commit: WHOLE, files: files.map(({ path, old, new: now }) => ({ path, olds: [old], new: now })) }
}

/** Opens a lookup of AI commits as evidence; null for one that is none: what it brought is kept, or needed nobody. */
function openSources(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  suspects: ReadonlyMap<Oid, Suspect>,
  target: Oid | null,
): (oid: Oid) => Promise<Source | null> {
  const standingOf = openStandings(repo, objects, target)
  const names = new Set([...suspects.values()].flatMap(one => [...one.names]))
  const blobs = new Set([...suspects.values()].flatMap(one => one.files.map(({ blob }) => blob)))
  const isAi = async (one: Commit) => originOf(one, known).origin === 'ai'
  const read = async (oid: Oid, standing: Standing): Promise<Source | null> => {
    const commit = await readCommit(objects, oid)
    const { files } = await readChange(repo, commit.parents[0] ?? null, commit.tree)
    const { class: derived } = await classOf(repo, objects, commit, files, target, isAi)
    if (known.policy.auto_approve[derived]) return null
    const brought: Brought[] = []
    // All that somebody could have copied; the rest need not be held.
    for await (const changes of readRangeChanges(repo, [oid], ['--no-walk=unsorted']))
      for await (const one of broughtByAi(objects, changes.files))
        if (blobs.has(one.blob) || one.keys.some(key => names.has(key))) brought.push(one)
    return { commit: oid, parents: commit.parents, brought, standing }
  }
  const found = new Map<Oid, Promise<Source | null>>()
  const find = async (oid: Oid) => {
    if ((await objects.get(oid))?.type !== 'commit') return null
    const standing = await standingOf(oid)
    return standing === 'kept' ? null : read(oid, standing)
  }
  return oid => {
    const source = found.get(oid) ?? find(oid)
    found.set(oid, source)
    return source
  }
}
