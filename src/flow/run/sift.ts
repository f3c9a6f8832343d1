import type { Finding } from '../../model/finding.ts'
import { apart, type Mend } from './groupFindings.ts'
import type { Found, Looked } from './looked.ts'
import type { RunMemory } from './runMemory.ts'

/** A mend that was found and did not hold. */
export type DroppedMend = { improver: string; file: string; check: string; reason: string }

/**
 * What of all that was seen is told, and what of it is to be proven: not what was proposed before, nor what an earlier run proved not to
 * hold. What is broken is told as long as it is.
 */
export function sift(
  looked: readonly Pick<Looked, 'mends'>[],
  isDeclined: (finding: Finding) => boolean,
  memory: Pick<RunMemory, 'refuted'>,
): { findings: Found[]; mends: Mend[]; dropped: DroppedMend[] } {
  const findings: Found[] = []
  const mends: Mend[] = []
  const dropped: DroppedMend[] = []
  for (const mend of looked.flatMap(({ mends }) => mends)) {
    const { finding, edits } = mend
    const isKnown = isDeclined(finding)
    if (isKnown && finding.level === undefined) continue
    findings.push(finding)
    if (isKnown || !edits.length) continue
    const refuted = memory.refuted(mend)
    if (refuted) dropped.push({ improver: finding.improver, file: finding.path, ...refuted })
    else mends.push(mend)
  }
  return { findings, mends: apart(mends), dropped }
}
