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
  { id, heard }: Pick<ListedImprovement, 'id' | 'heard'>,
): Promise<LandedUnits> {
  const told = await landedUnits(repo, head, id)
  if (told.units.length || told.undone) return told
  return landedUnits(repo, head, id, await namedByChange(repo, [head], heard))
}
