import type { ObjectReader } from '../../git/objects.ts'
import { readableCommit } from '../../git/readableCommit.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { MarkerFact } from '../../model/commit.ts'
import { improvementIds } from '../improvements/observeRefs.ts'
import { openReceipts } from '../server/receipts.ts'
import type { Record } from './openRecord.ts'
import { readChanges } from './readChanges.ts'
import type { Gathered } from './tellCommit.ts'

/** What is known of commits, by name; null for one that two readers would read differently. */
export type Commits = {
  all: Map<Oid, Gathered | null>
  /** Whether a ledger or receipts are here, by which more can be known than commits say. */
  remembers: boolean
  /** Adds those that are not there yet: one pass over the objects, and two processes for what they changed. */
  gather(oids: Iterable<Oid>): Promise<void>
}

/** A review that names its change has to be compared with it. */
const BOUND = /^reviewed-change:/im

/** @param markers what was seen of marks in the lines of each. */
export async function openCommits(
  repo: Repository,
  objects: ObjectReader,
  record: Record | null,
  markers: ReadonlyMap<Oid, MarkerFact[]>,
): Promise<Commits> {
  const receipts = openReceipts(repo)
  const remembers = record !== null || (await receipts.any())
  const all: Commits['all'] = new Map()
  return {
    all,
    remembers,
    async gather(oids) {
      const fresh = [...new Set(oids)].filter(oid => !all.has(oid))
      const commits = await Promise.all(fresh.map(oid => readableCommit(objects, oid)))
      const wanted = commits.flatMap(one => (one && (remembers || BOUND.test(one.message)) ? [one.oid] : []))
      const changes = await readChanges(repo, wanted)
      const received = await receipts.of(new Map([...changes].map(([oid, { digest }]) => [oid, digest])))
      for (const [at, oid] of fresh.entries()) {
        const commit = commits[at]
        const change = changes.get(oid)
        const said = commit && (await record?.about(commit, change?.digest ?? null))
        all.set(
          oid,
          commit
            ? {
                ...{ commit, change, receipt: received.get(oid), markers: markers.get(oid) ?? [] },
                entries: said?.entries ?? [],
                improvements: said?.improvements ?? [...new Set(improvementIds(commit.message))],
                brought: undefined,
              }
            : null,
        )
      }
    },
  }
}
