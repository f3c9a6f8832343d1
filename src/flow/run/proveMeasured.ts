import type { CheckResult, Verdict } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import { memoryOf } from '../check/memoryOf.ts'
import { readingJson } from '../check/readingJson.ts'
import type { Measured } from '../measure/measureMend.ts'
import type { Mend } from './groupFindings.ts'
import { type Dropped, type Proven, prove } from './prove.ts'

export type ProvenAndMeasured = Proven & { figures: ReadonlyMap<Mend, Measured> }

/**
 * Finds the mends that hold, as `prove` does, and of those that are to cost less keeps what is measured to cost less, each alone. It is proven
 * first: that is cheaper. Where one is dropped the others are proven anew, so that the last word is on what is kept.
 * @param isToMeasure which mends have to be measured. @param measure measures one alone.
 */
export async function proveMeasured(
  mends: Mend[],
  check: (mends: Mend[]) => Promise<Verdict>,
  isToMeasure: (mend: Mend) => boolean,
  measure: (mend: Mend) => Promise<Measured>,
): Promise<ProvenAndMeasured> {
  const proven = await prove(mends, check)
  const figures = new Map<Mend, Measured>()
  for (const mend of proven.kept.filter(isToMeasure)) figures.set(mend, await measure(mend))
  const slow: Dropped[] = [...figures]
    .filter(([, { isBetter }]) => !isBetter)
    .map(([mend, { why }]) => ({ mend, check: 'performance', reason: why, isLasting: true }))
  if (!slow.length) return { ...proven, figures }
  const left = proven.kept.filter(mend => figures.get(mend)?.isBetter !== false)
  const again = await prove(left, check)
  return { ...again, dropped: [...proven.dropped, ...slow, ...again.dropped], figures }
}

/** What measuring the mends of one improvement says; null where none was measured. */
export function measuredCheck(mends: Mend[], figures: ReadonlyMap<Mend, Measured>): CheckResult | null {
  const measured = mends.flatMap(mend => figures.get(mend) ?? [])
  if (!measured.length) return null
  const cases = measured.flatMap(({ cases, memory }) => cases.map(one => ({ ...one, memory })))
  const starts = measured.flatMap(({ start }) => (start ? [start.evidence] : []))
  return {
    status: 'passed',
    why: measured.map(({ why }) => why).join('; '),
    evidence: {
      cases: cases.map(
        ({ name, compared, memory }): Json => ({
          case: name,
          outcome: compared.verdict,
          ...readingJson(compared.seen),
          ...(compared.confirmed && { confirmed: readingJson(compared.confirmed) }),
          ...(memory !== undefined && { memory: readingJson(memoryOf(compared)) }),
        }),
      ),
      ...(starts.length && { starts }),
    },
  }
}
