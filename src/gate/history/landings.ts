import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { Named } from './approvals.ts'
import type { Reverted } from './reverts.ts'

/**
 * How a commit came to the line of first parents: by this merge, and where that stands on a branch of its own, by the
 * next one outwards. `approvals` and `reverted` are those of all of them.
 */
export type Landing = {
  at: number
  /** What stood on the line that it was merged into. */
  onto: Oid | null
  up: Landing | null
  approvals: Named[]
  reverted: Reverted | null
  /** A forge's button made one of these merges. */
  byButton: boolean
  /** Which merge this was of all that were met: of one line, the larger the earlier. */
  order: number
  depth: number
}

/** What is known of a merge when it is met. */
export type MergeSeen = { approvals: Named[]; reverted: Reverted | null; byButton: boolean }

/**
 * Follows a history, children before their parents, and tells of each commit which merge brought it: null for what stands
 * on the line of first parents itself. It holds only what has been named as a parent and not met yet.
 */
export function followLandings() {
  const waiting = new Map<Oid, Landing | null>()
  let merges = 0
  const offer = (parent: Oid, landing: Landing | null) => {
    const other = waiting.get(parent)
    waiting.set(parent, other === undefined ? landing : earlier(other, landing))
  }
  return {
    /** To be asked once, and before `pass`. */
    of(commit: Commit): Landing | null {
      const landing = waiting.get(commit.oid) ?? null
      waiting.delete(commit.oid)
      return landing
    },
    /** Hands on to the parents what `of` said, and what is known of the commit where it is a merge. */
    pass(
      { parents, committer }: Commit,
      landing: Landing | null,
      { approvals, reverted, byButton }: MergeSeen,
    ): void {
      const [onto, ...brought] = parents
      if (onto) offer(onto, landing)
      if (!brought.length) return
      merges += 1
      const merge: Landing = {
        at: committer.at,
        onto: onto ?? null,
        up: landing,
        approvals: approvals.length
          ? [...(landing?.approvals ?? []), ...approvals]
          : (landing?.approvals ?? []),
        reverted,
        byButton: byButton || (landing?.byButton ?? false),
        order: merges,
        depth: (landing?.depth ?? 0) + 1,
      }
      for (const parent of brought) offer(parent, merge)
    },
  }
}

/**
 * Of two ways to the line of first parents: the line itself, else the merge that came first to the line on which the
 * two ways meet. One that is part of the other has one merge less to go through.
 */
function earlier(one: Landing | null, other: Landing | null): Landing | null {
  let a = one
  let b = other
  while (a && b && a.depth > b.depth) a = a.up
  while (a && b && b.depth > a.depth) b = b.up
  if (a === b || !a || !b) return (one?.depth ?? 0) <= (other?.depth ?? 0) ? one : other
  while (a && b && a.up !== b.up) {
    a = a.up
    b = b.up
  }
  return (a?.order ?? 0) > (b?.order ?? 0) ? one : other
}

/** When a commit landed, as seen at a later time: by the outermost merge that had been made by then. */
export function landedAt(commit: Commit, landing: Landing | null, until: number): number {
  let { at } = commit.committer
  for (let one = landing; one && one.at <= until; one = one.up) at = one.at
  return at
}

/** What the line of first parents held when a commit came to it. */
export function landedOnto(commit: Commit, landing: Landing | null): Oid | null {
  let outermost = landing
  while (outermost?.up) outermost = outermost.up
  return outermost ? outermost.onto : (commit.parents[0] ?? null)
}
