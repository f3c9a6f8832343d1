import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { ListedImprovement } from '../improvements/listImprovements.ts'
import { namedByChange } from '../improvements/namedByChange.ts'
import { type LandedUnits, landedUnits } from './landedUnits.ts'

/**
 * What of an improvement a history still has. Commits that say themselves what they are of have the last word: which change
 * an improvement is stands in entries that anybody may write, and a person's commit must not be undone along with it.
 */
export async function landedHere(
  repo: Repository,
  head: Oid,
  { id, heard, group, commit }: Pick<ListedImprovement, 'id' | 'heard'> & Partial<ListedImprovement>,
): Promise<LandedUnits> {
  const told = await landedUnits(repo, head, id)
  if (told.units.length || told.undone) return told
  const waits = commit && (group === 'pending' || group === 'approved')
  const waiting = new Map(waits ? [[id, { commit: { oid: commit } }]] : [])
  return landedUnits(repo, head, id, await namedByChange(repo, [head], heard, waiting))
}
