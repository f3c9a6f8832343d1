import type { Repository } from '../../git/repository.ts'
import type { Track } from '../../model/track.ts'
import { listImprovements } from '../improvements/listImprovements.ts'
import { policyInForce } from '../policyInForce.ts'
import { hasGraduated, trackRecord } from './trackRecord.ts'

export type Trust = {
  tracks: Track[]
  /** What the policy asks of improvers before they start unasked; `low` is the lower end of the interval of each. */
  graduation: { improver: string; asks: number; low: number | null; starts: boolean }[]
}

/** What became of everything that was proposed in this repository, by improver and rule. */
export async function trust(repo: Repository): Promise<Trust> {
  const { graduation } = await policyInForce(repo)
  const tracks = trackRecord(await listImprovements(repo))
  return {
    tracks,
    graduation: Object.entries(graduation).map(([improver, asks]) => ({
      improver,
      asks,
      low: tracks.find(one => one.improver === improver && one.rule === null)?.interval?.[0] ?? null,
      starts: hasGraduated(improver, tracks, graduation),
    })),
  }
}
