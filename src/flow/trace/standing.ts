import { readChange } from '../../git/changes.ts'
import { commitNames } from '../../git/history.ts'
import type { ObjectReader } from '../../git/objects.ts'
import { commitOf } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import { landingOf } from '../undoneLanding.ts'

/** What became of an AI commit on a ref: it is there still, it was taken back, or it never came (pending, rejected). */
export type Standing = 'kept' | 'undone' | 'open'

/**
 * A revert without git's words is found by a walk through history. Of so many it is looked for; the others that landed
 * count as kept, and those that did not as open.
 */
const MOST_WALKS = 100

/** Opens a lookup of what became of AI commits on a ref that holds `target`, each looked at once. */
export function openStandings(
  repo: Repository,
  objects: ObjectReader,
  target: Oid | null,
): (commit: Oid) => Promise<Standing> {
  const known = new Map<Oid, Promise<Standing>>()
  let history: Promise<[ReadonlySet<Oid>, ReadonlySet<Oid>]> | undefined
  let walks = 0
  const find = async (commit: Oid): Promise<Standing> => {
    if (!target) return 'open'
    history ??= Promise.all([commitNames(repo, [target]), revertedBelow(repo, target)])
    const [landed, reverted] = await history
    walks += 1
    // What is named in a revert is always looked at: that revert may itself be undone.
    if (walks > MOST_WALKS && !reverted.has(commit)) return landed.has(commit) ? 'kept' : 'open'
    const change = await readChange(repo, await commitOf(repo, `${commit}^1`), commit)
    const landing = await landingOf(repo, objects, change, target)
    if (landing?.by) return 'undone'
    return landed.has(commit) || landing ? 'kept' : 'open'
  }
  return commit => {
    const standing = known.get(commit) ?? find(commit)
    known.set(commit, standing)
    return standing
  }
}

/** Every commit that a revert below `target` names. */
async function revertedBelow(repo: Repository, target: Oid): Promise<ReadonlySet<Oid>> {
  const text = await repo.text([
    'log',
    '--format=%B',
    '-E',
    '--grep=^This reverts commit [0-9a-f]{40}',
    target,
  ])
  return new Set([...text.matchAll(/^This reverts commit ([0-9a-f]{40,64})\b/gm)].map(([, name]) => name!))
}
