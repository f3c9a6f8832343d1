import type { Commit } from '../../model/commit.ts'

/** That a commit was taken back, and when: the committer's time of the first revert that stands. */
export type Reverted = { at: number }

/** With `revert.reference` git writes a short name. */
const REVERTS = /^This reverts commit ([0-9a-f]{7,64})\b/gm
const SHORT = 7
/** Almost no message has it, and to ask is cheaper than to match. */
const SAID = 'This reverts commit '

/**
 * Follows a history, children before their parents, and tells of each commit whether a later one says that it reverts it.
 * A revert that was itself reverted does not count. It holds the names that reverts give, and nothing of other commits.
 */
export function followReverts() {
  const named = new Map<string, { name: string; at: number }[]>()
  return {
    /** @param landing what is known of the merge that brought the commit: undone with it is undone. */
    of({ oid, message, committer }: Commit, landing: { reverted: Reverted | null } | null): Reverted | null {
      const times = (named.get(oid.slice(0, SHORT)) ?? [])
        .filter(({ name }) => oid.startsWith(name))
        .map(({ at }) => at)
      if (landing?.reverted) times.push(landing.reverted.at)
      if (times.length) return { at: Math.min(...times) }
      if (!message.includes(SAID)) return null
      for (const [, name = ''] of message.matchAll(REVERTS)) {
        const key = name.slice(0, SHORT)
        const alike = named.get(key)
        if (alike) alike.push({ name, at: committer.at })
        else named.set(key, [{ name, at: committer.at }])
      }
      return null
    },
  }
}
