import type { Path } from '../../model/change.ts'
import type { Finding } from '../../model/finding.ts'
import type { ListedImprovement } from '../improvements/listImprovements.ts'
import { isNearTwin, isSameRule, type Trait, toldTrait, traitOf } from '../trust/nearTwin.ts'

/** After so many refusals of one rule in one file it is the rule that nobody wants there. */
const ENOUGH = 2

/**
 * Whether a finding need not be proposed: it was before, whatever became of it; it is a near twin of one that was rejected or reverted;
 * or two improvements by its rule were refused in its file.
 * @param known the fingerprints of everything that was proposed.
 */
export function openDeclined(
  known: ReadonlySet<string>,
  improvements: Pick<ListedImprovement, 'state' | 'improver' | 'entries'>[],
): (finding: Finding) => boolean {
  const refused = improvements.filter(({ state }) => state === 'rejected' || state === 'reverted')
  const each = refused.map(traitsOf)
  return finding => {
    if (known.has(finding.fingerprint)) return true
    const trait = traitOf(finding)
    if (each.some(traits => traits.some(one => isNearTwin(trait, one)))) return true
    const isHere = (one: Trait) => isSameRule(one, trait) && one.path === trait.path
    return each.filter(traits => traits.some(isHere)).length >= ENOUGH
  }
}

/** The files that an improver proposed something about, whatever became of it. */
export function proposedPaths(
  improver: string,
  improvements: Pick<ListedImprovement, 'improver' | 'entries'>[],
): Set<Path> {
  const own = improvements.flatMap(traitsOf).filter(one => one.improver === improver)
  return new Set(own.map(({ path }) => path))
}

function traitsOf({ improver, entries }: Pick<ListedImprovement, 'improver' | 'entries'>): Trait[] {
  const name = (improver ?? '').replace(/[/@].*$/s, '')
  return entries.flatMap(({ entry: { kind, data } }) =>
    kind === 'proposed' && Array.isArray(data.findings)
      ? data.findings.flatMap(one => toldTrait(name, one) ?? [])
      : [],
  )
}
