import type { Sampled } from '../../gate/history/countHistory.ts'
import { originOf } from '../../gate/origin.ts'
import { requiredReviews } from '../../gate/requiredReviews.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { readChange } from '../../git/changes.ts'
import { type ObjectReader, openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Class, Commit } from '../../model/commit.ts'
import { classOf } from '../gatherClass.ts'

/** Of so many AI commits whose class was derived, how many no policy would have shown to a person. */
export type Automatic = { looked_at: number; automatic: number; by_class: Partial<Record<Class, number>> }

/**
 * Asks of each commit what the gate asks: its class, from its files, and whether the policy wants a review of that.
 * Left out are those whose parent is not here. A commit that changes no file has nothing to review.
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
    for (const { commit, onto } of sample) {
      const parent = commit.parents[0] ?? null
      if (parent && !(await isHere(objects, parent))) continue
      const { files, digest } = await readChange(repo, parent, commit.tree)
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

async function isHere(objects: ObjectReader, commit: string): Promise<boolean> {
  return (await objects.get(commit)) !== null
}

/** Newer gits write the first key, older ones the second. */
async function isPartial(repo: Repository): Promise<boolean> {
  const asked = ['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$']
  return (await repo.run(asked, { accept: [1] })).code === 0
}
