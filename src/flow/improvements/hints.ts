import { readChange } from '../../git/changes.ts'
import { readCommit } from '../../git/history.ts'
import { type ObjectReader, openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { Filed } from '../../model/entry.ts'
import { improvementIds } from './observeRefs.ts'

/** Commits that wait on branches of this clone, by the improvement that they are of. */
export type Waiting = ReadonlyMap<string, { commit: { oid: Oid } }>

/** What this clone's objects say of proposals. */
export type Hints = {
  /** Whether the commit that a proposal names says that it is of that improvement; null where it is not here. */
  isOfItsCommit(filed: Filed): Promise<boolean | null>
  /** Whether an entry's change may be taken for the improvement's. */
  holds(filed: Filed): Promise<boolean>
  close(): void
}

/**
 * Whether nothing that is here contradicts a proposal, which anybody may write: its commit, where this clone has it, is
 * of that improvement and makes that change; else a branch that waits here for the same improvement does. Where
 * neither is here there is nothing but its word.
 */
export function openHints(repo: Repository, waiting: Waiting): Hints {
  const objects = openObjects(repo)
  const changes = new Map<string, Promise<Digest | null>>()
  const changeOf = (from: Oid | null, to: Oid) => {
    const key = `${from} ${to}`
    const there = changes.get(key) ?? changeFrom(repo, objects, from, to)
    changes.set(key, there)
    return there
  }
  const isOf = (own: Commit | 'odd', improvement = '') =>
    own !== 'odd' && improvementIds(own.message).includes(improvement)
  return {
    async isOfItsCommit({ entry: { commit, improvement } }) {
      const own = await commitAt(objects, commit)
      return own === null ? null : isOf(own, improvement)
    },
    async holds({ entry: { kind, commit, improvement, change, data } }) {
      if (kind !== 'proposed') return true
      const own = await commitAt(objects, commit)
      if (own !== null) {
        if (own === 'odd' || !isOf(own, improvement)) return false
        const base = typeof data.base === 'string' ? data.base : null
        return (
          (await changeOf(own.parents[0] ?? null, commit)) === change ||
          (base !== null && (await changeOf(base, commit)) === change)
        )
      }
      const waits = waiting.get(improvement ?? '')?.commit.oid
      const here = waits === undefined ? null : await commitAt(objects, waits)
      if (here === null || here === 'odd') return true
      return (await changeOf(here.parents[0] ?? null, here.oid)) === change
    },
    close: () => objects.close(),
  }
}

/** Null for what is not here, `odd` for what is no commit, or none that two readers would read alike. */
async function commitAt(objects: ObjectReader, oid: Oid): Promise<Commit | 'odd' | null> {
  if ((await objects.get(oid)) === null) return null
  return readCommit(objects, oid).catch(() => 'odd' as const)
}

async function changeFrom(
  repo: Repository,
  objects: ObjectReader,
  from: Oid | null,
  to: Oid,
): Promise<Digest | null> {
  for (const oid of from === null ? [to] : [from, to])
    if (!/^[0-9a-f]+$/.test(oid) || (await objects.get(oid))?.type !== 'commit') return null
  return (await readChange(repo, from, to)).digest
}
