import type { ObjectReader } from '../../git/objects.ts'
import type { CommitChanges } from '../../git/rangeChanges.ts'
import type { ContentIndex } from '../../ledger/content/contentIndex.ts'
import type { Oid, Path } from '../../model/change.ts'
import { blobKey, broughtByAnyone } from './brought.ts'

/**
 * A commit that shares something with AI commits, by names alone: in which files, which runs, and with whom, the one
 * first with whom it shares most.
 */
export type Suspect = { files: { path: Path; blob: Oid }[]; names: Set<number>; sources: Oid[] }

/** So many keys are looked up together. */
const BATCH = 200_000

/** Finds those among changes that bring something which AI commits brought. Memory grows with what is found. */
export async function findSuspects(
  objects: ObjectReader,
  index: ContentIndex,
  changes: AsyncIterable<CommitChanges>,
): Promise<Map<Oid, Suspect>> {
  const shared = new Map<Oid, Map<Oid, number>>()
  const suspects = new Map<Oid, Suspect>()
  let batch: { commit: Oid; path: Path; blob: Oid; keys: number[] }[] = []
  let size = 0
  const look = () => {
    const found = index.find(keysOf(batch))
    for (const { commit, path, blob, keys } of found.size ? batch : []) {
      const hits = keys.filter(key => found.has(key))
      if (!hits.length) continue
      const counts = shared.get(commit) ?? new Map<Oid, number>()
      shared.set(commit, counts)
      for (const key of hits)
        for (const source of found.get(key) ?? []) counts.set(source, (counts.get(source) ?? 0) + 1)
      const suspect = suspects.get(commit) ?? { files: [], names: new Set(), sources: [] }
      suspects.set(commit, suspect)
      suspect.files.push({ path, blob })
      for (const key of hits) if (key !== blobKey(blob)) suspect.names.add(key)
    }
    batch = []
    size = 0
  }
  for await (const { commit, files } of changes)
    for await (const { path, blob, keys } of broughtByAnyone(objects, files)) {
      batch.push({ commit, path, blob, keys })
      size += keys.length
      if (size >= BATCH) look()
    }
  look()
  for (const [commit, counts] of shared) {
    counts.delete(commit)
    const sources = [...counts].sort(([, a], [, b]) => b - a).map(([source]) => source)
    if (sources.length) suspects.get(commit)!.sources = sources
    else suspects.delete(commit)
  }
  return suspects
}

function* keysOf(batch: { keys: number[] }[]): Generator<number> {
  for (const { keys } of batch) yield* keys
}
