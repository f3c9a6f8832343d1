import type { Repository } from '../../git/repository.ts'
import type { Track } from '../../model/track.ts'
import { listImprovements } from '../improvements/listImprovements.ts'
import { policyInForce } from '../policyInForce.ts'
import { trackRecord } from '../trust/trackRecord.ts'
import { gatherPatterns } from './gatherPatterns.ts'

export type ListedPatterns = {
  patterns: {
    id: string
    language: string
    message: string
    from: string
    /** Whether it has a fix; one without only finds, and proposes nothing. */
    fixes: boolean
    tests: number
    /** What became of what it proposed here; null where that was nothing yet. */
    track: Track | null
  }[]
  problems: string[]
}

/** Every rule of the work tree and of the packages that the policy names, with its record here. */
export async function listPatterns(repo: Repository): Promise<ListedPatterns> {
  const { patterns, tests, problems } = await gatherPatterns(repo, await policyInForce(repo), null)
  const tracks = patterns.length ? trackRecord(await listImprovements(repo)) : []
  return {
    patterns: patterns.map(({ id, language, message, from, fix }) => ({
      id,
      language,
      message,
      from,
      fixes: fix !== null,
      tests: tests
        .filter(test => test.id === id)
        .reduce((sum, { valid, invalid }) => sum + valid.length + invalid.length, 0),
      track: tracks.find(({ improver, rule }) => improver === 'patterns' && rule === id) ?? null,
    })),
    problems,
  }
}
