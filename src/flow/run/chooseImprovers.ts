import { isMeasured } from '../../improvers/performance.ts'
import { Failure } from '../../model/failure.ts'
import type { Improver } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import type { ListedImprovement } from '../improvements/listImprovements.ts'
import { hasGraduated, trackRecord } from '../trust/trackRecord.ts'

/**
 * Those that were named, or all that may start unasked: whose proposals held often enough, where the policy asks for that
 * (`graduation`). What may not is told, but for what is off in every repository until it has been asked for.
 * @throws Failure for a name that nobody has.
 */
export function chooseImprovers(
  all: Improver[],
  only: string[],
  past: Pick<ListedImprovement, 'improver' | 'state'>[],
  { graduation }: Pick<Policy, 'graduation'>,
): { improvers: Improver[]; waiting: string[] } {
  const unknown = only.find(name => !all.some(improver => improver.name === name))
  if (unknown !== undefined)
    throw new Failure(`there is no improver ${unknown}; there are: ${all.map(({ name }) => name).join(', ')}`)
  if (only.length) return { improvers: all.filter(({ name }) => only.includes(name)), waiting: [] }
  const tracks = trackRecord(past)
  const unasked = all.filter(({ isCostly }) => !isCostly)
  const starts = ({ name }: Improver) => hasGraduated(name, tracks, graduation)
  const told = unasked.filter(one => !starts(one) && !isMeasured(one.name))
  return {
    improvers: unasked.filter(starts),
    waiting: told.map(
      ({ name }) =>
        `${name} did not start: git improver trust says what it lacks, and --only ${name} starts it`,
    ),
  }
}
