import { commitNames, readCommits } from '../../git/history.ts'
import { listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { markLines } from '../../git/trailers.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { RefEvent } from '../../model/lifecycle.ts'
import type { Policy } from '../../model/policy.ts'
import { isProtected } from '../../policy/refPatterns.ts'

const REVERTS = /^This reverts commit ([0-9a-f]{40,64})\b/gm
const ID = /^improvement-id\s*:\s*(I[0-9a-f]+)\s*$/i

/** What the refs tell of improvements, whatever the ledger says: what landed, and what was undone. */
export type Observed = {
  events: RefEvent[]
  /** A commit of each improvement that landed. */
  landed: Map<string, Commit>
  /** The commits of the protected branches. */
  tips: Oid[]
}

/** Which improvements a commit is of, whatever its message says. */
export type Named = ReadonlyMap<Oid, string[]>

/** What a commit is of: by its message, or by what is known of its change. */
export function improvementsOf({ oid, message }: Commit, named?: Named): string[] {
  return [...new Set([...improvementIds(message), ...(named?.get(oid) ?? [])])]
}

/** Every improvement that a message names: a squash may hold several. */
export function improvementIds(message: string): string[] {
  return markLines(message).flatMap(line => ID.exec(line)?.[1] ?? [])
}

/**
 * Walks the protected branches of this clone and, as last fetched, of its remotes. Reverts are followed
 * through merges: undoing a merge undoes what it brought.
 * @param named what is known of commits whose messages say nothing.
 */
export async function observeRefs(repo: Repository, policy: Policy, named?: Named): Promise<Observed> {
  const refs = (await listRefs(repo, 'refs/heads', 'refs/remotes')).filter(({ ref }) =>
    isProtected(policy, ref.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/')),
  )
  const observed: Observed = {
    events: [],
    landed: new Map(),
    tips: [...new Set(refs.map(({ oid }) => oid))],
  }
  for (const { ref, oid } of refs) await observeRef(repo, ref, oid, observed, named)
  return observed
}

async function observeRef(
  repo: Repository,
  ref: string,
  tip: Oid,
  { events, landed }: Observed,
  named: Named | undefined,
): Promise<void> {
  const idsOf = new Map<Oid, string[]>()
  const reverts: { commit: Oid; undoes: Oid }[] = []
  const merges = new Set<Oid>()
  for await (const commit of readCommits(repo, [tip])) {
    if (commit.parents.length > 1) merges.add(commit.oid)
    for (const undoes of new Set([...commit.message.matchAll(REVERTS)].map(found => found[1]!)))
      reverts.push({ commit: commit.oid, undoes })
    const ids = improvementsOf(commit, named)
    if (!ids.length) continue
    idsOf.set(commit.oid, ids)
    for (const improvement of ids) {
      if (!landed.has(improvement)) landed.set(improvement, commit)
      events.push({ event: 'merged', improvement, ref, commit: commit.oid })
    }
  }
  // A revert that was itself undone undoes nothing; the newest come first, so the chain unwinds in one pass.
  const undone = new Set<Oid>()
  const brought = new Map<Oid, Oid[]>()
  for (const { commit, undoes } of reverts) {
    if (undone.has(commit)) continue
    undone.add(undoes)
    // A message may name any number of commits: git is asked about merges of this branch alone, and once for each.
    if (merges.has(undoes) && !brought.has(undoes)) brought.set(undoes, await broughtBy(repo, undoes, idsOf))
    // A merge may name the improvement itself, beside what it brought.
    const inners = [...(idsOf.has(undoes) ? [undoes] : []), ...(brought.get(undoes) ?? [])]
    for (const inner of new Set(inners)) {
      for (const improvement of idsOf.get(inner) ?? [])
        events.push({ event: 'reverted', improvement, ref, commit, undoes: inner })
    }
  }
}

/** The commits of improvements that a merge brought to its first parent; none where a shallow clone ends there. */
async function broughtBy(repo: Repository, merge: Oid, idsOf: Map<Oid, string[]>): Promise<Oid[]> {
  const { code, stdout } = await repo.run(['rev-parse', '--verify', '--quiet', `${merge}^2`], {
    accept: [1, 128],
  })
  if (code !== 0 || !stdout.length) return []
  const names = await commitNames(repo, [merge, `^${merge}^1`])
  return [...names].filter(oid => idsOf.has(oid))
}
