import type { Finding } from '../../model/finding.ts'
import type { ListedImprovement } from '../improvements/listImprovements.ts'
import { isNearTwin, type Trait, toldTrait, traitOf } from '../trust/nearTwin.ts'

/**
 * Whether a finding need not be proposed: it was before, whatever became of it, or it is a near twin of one that was rejected or
 * reverted.
 * @param known the fingerprints of everything that was proposed.
 */
export function openDeclined(
  known: ReadonlySet<string>,
  improvements: Pick<ListedImprovement, 'state' | 'improver' | 'entries'>[],
): (finding: Finding) => boolean {
  const refused = improvements.filter(({ state }) => state === 'rejected' || state === 'reverted')
  const traits = refused.flatMap(traitsOf)
  return finding => {
    if (known.has(finding.fingerprint)) return true
    const trait = traitOf(finding)
    return traits.some(one => isNearTwin(trait, one))
  }
}

function traitsOf({ improver, entries }: Pick<ListedImprovement, 'improver' | 'entries'>): Trait[] {
  const name = (improver ?? '').replace(/[/@].*$/s, '')
  return entries.flatMap(({ entry: { kind, data } }) =>
    kind === 'proposed' && Array.isArray(data.findings)
      ? data.findings.flatMap(one => toldTrait(name, one) ?? [])
      : [],
  )
}
