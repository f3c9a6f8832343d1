import type { Sampled } from '../../gate/history/countHistory.ts'
import { originOf } from '../../gate/origin.ts'
import { requiredReviews } from '../../gate/requiredReviews.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { makeChange } from '../../git/changes.ts'
import { type ObjectReader, openObjects } from '../../git/objects.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import type { Repository } from '../../git/repository.ts'
import type { FileChange, Oid } from '../../model/change.ts'
import type { Class, Commit } from '../../model/commit.ts'
import { classOf } from '../gatherClass.ts'

/** Of so many AI commits whose class was derived, how many no policy would have shown to a person. */
export type Automatic = { looked_at: number; automatic: number; by_class: Partial<Record<Class, number>> }

/**
 * Asks of each commit what the gate asks: its class, from its files, and whether the policy wants a review of that.
 * Left out are those whose parent is not here, of which nobody knows what they changed, and those that changed no file:
 * there is nothing to review in them.
 * @returns null in a partial clone: reading a file there would download it.
 */
export async function deriveClasses(
  repo: Repository,
  known: Known,
  sample: Sampled[],
): Promise<Automatic | null> {
  if (await isPartial(repo)) return null
  const found: Automatic = { looked_at: 0, automatic: 0, by_class: {} }
  const isAi = async (commit: Commit) => originOf(commit, known).origin === 'ai'
  const objects = openObjects(repo)
  try {
    const here: Sampled[] = []
    for (const one of sample) {
      const [parent] = one.commit.parents
      if (!parent || (await isHere(objects, parent))) here.push(one)
    }
    const changes = await readChanges(repo, here)
    for (const { commit, onto } of here) {
      const { files, digest } = makeChange(changes.get(commit.oid) ?? [])
      if (!files.length) continue
      const landed = onto && (await isHere(objects, onto)) ? onto : null
      const fact = await classOf(repo, objects, commit, files, landed, isAi)
      const paths = files.map(({ path }) => path)
      found.looked_at += 1
      found.by_class[fact.class] = (found.by_class[fact.class] ?? 0) + 1
      if (requiredReviews(fact, paths, digest, known.policy).count === 0) found.automatic += 1
    }
    return found
  } finally {
    objects.close()
  }
}

/** What each of them changed, by one pair of processes for all. None is a merge, so each has one old side. */
async function readChanges(repo: Repository, sample: Sampled[]): Promise<Map<Oid, FileChange[]>> {
  const changes = new Map<Oid, FileChange[]>()
  if (!sample.length) return changes
  const names = sample.map(({ commit }) => commit.oid)
  for await (const { commit, files } of readRangeChanges(repo, names, ['--no-walk=unsorted']))
    changes.set(
      commit,
      files.map(({ path, new: now, olds }) => ({ path, old: olds[0] ?? null, new: now })),
    )
  return changes
}

async function isHere(objects: ObjectReader, commit: string): Promise<boolean> {
  return (await objects.get(commit)) !== null
}

/** Newer gits write the first key, older ones the second. */
async function isPartial(repo: Repository): Promise<boolean> {
  const asked = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$']
  return (await repo.run(asked, { accept: [1] })).code === 0
}
