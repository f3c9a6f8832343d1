import { readCost } from '../../bench/judgeCost.ts'
import type { Path } from '../../model/change.ts'
import type { CheckResult } from '../../model/check.ts'
import type { Policy } from '../../model/policy.ts'
import { memoryOf, percent } from '../check/memoryOf.ts'
import { startOf } from '../check/startOf.ts'
import type { SizedCase } from './judgeSizes.ts'
import type { Measured } from './measureMend.ts'
import { LIMITS, type Trees } from './trees.ts'

type Allowed = Policy['checks']['performance']

/** What the order of starts begins with: the same mend is measured in the same order. */
const SEED = 1

/** Whether the policy says how much memory, or how long a start, is too much. */
export function hasLimits({ memory, startup }: Allowed): boolean {
  return memory !== undefined || startup !== undefined
}

/**
 * Holds a gain to what the policy allows it to cost: memory in all that was measured, and the start of what leads to the file. What needs
 * more than is allowed is no gain, and neither is what cannot be told or measured.
 * @param path the improved file. @param missed what should have been measured and was not, and why.
 */
export async function holdToLimits(
  trees: Trees,
  measured: Measured,
  path: Path,
  missed: string[],
  allowed: Allowed,
): Promise<Measured> {
  if (!measured.isBetter || !hasLimits(allowed)) return measured
  const { memory } = allowed
  const refused = memory === undefined ? null : memoryRefused(measured.cases, missed, memory)
  if (refused !== null) return { ...measured, isBetter: false, why: refused }
  const { base, head, progress } = trees
  progress('starting both sides')
  const start = await startOf({ base, head, changed: [path] }, { ...trees, limits: LIMITS }, allowed, SEED)
  return withStart(measured, start, memory)
}

/** Why the policy's limit of memory is not known to be kept; null where it is. */
export function memoryRefused(cases: SizedCase[], missed: string[], limit: number): string | null {
  const judged = cases.map(one => {
    const seen = memoryOf(one.compared)
    const { change, pairs } = seen
    const said = `${one.name}: ${percent(change)}, ${share(limit)} allowed (${pairs} pairs)`
    return { cost: readCost(seen, limit), said }
  })
  const told = (cost: string) => judged.filter(one => one.cost === cost).map(({ said }) => said)
  if (told('more').length) return `more memory than allowed: ${told('more').join('; ')}`
  if (missed.length) return `its memory could not be measured: ${missed.join('; ')}`
  return told('open').length ? `cannot be told: memory of ${told('open').join('; ')}` : null
}

/** What could not start, or was not seen to keep the limits, is not proposed. */
function withStart(measured: Measured, start: CheckResult, memory: number | undefined): Measured {
  if (start.status !== 'passed') return { ...measured, isBetter: false, why: start.why }
  const within = memory === undefined ? [] : [`no case needs ${share(memory)} more memory`]
  const why = [measured.why, ...within, start.why].join('; ')
  return { ...measured, why, start, ...(memory !== undefined && { memory }) }
}

const share = (limit: number) => `${(100 * limit).toFixed(1)} %`
