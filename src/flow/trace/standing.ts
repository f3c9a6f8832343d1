import { readChange } from '../../git/changes.ts'
import type { ObjectReader } from '../../git/objects.ts'
import { commitOf, isAncestor } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import { landingOf } from '../undoneLanding.ts'

/** What became of an AI commit on a ref: it is there still, it was taken back, or it never came (pending, rejected). */
export type Standing = 'kept' | 'undone' | 'open'

/** To look for a revert takes a walk through history: of so many it is found out, the others count as kept. */
const MOST_WALKS = 100

/** Opens a lookup of what became of AI commits on a ref that holds `target`, each looked at once. */
export function openStandings(
  repo: Repository,
  objects: ObjectReader,
  target: Oid | null,
): (commit: Oid) => Promise<Standing> {
  const known = new Map<Oid, Promise<Standing>>()
  let walks = 0
  const find = async (commit: Oid): Promise<Standing> => {
    if (!target) return 'open'
    const landed = await isAncestor(repo, commit, target)
    walks += 1
    if (walks > MOST_WALKS) return landed ? 'kept' : 'open'
    const change = await readChange(repo, await commitOf(repo, `${commit}^1`), commit)
    const landing = await landingOf(repo, objects, change, target)
    if (landing?.by) return 'undone'
    return landed || landing ? 'kept' : 'open'
  }
  return commit => {
    const standing = known.get(commit) ?? find(commit)
    known.set(commit, standing)
    return standing
  }
}
