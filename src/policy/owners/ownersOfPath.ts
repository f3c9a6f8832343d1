import type { Path } from '../../model/change.ts'
import type { OwnerDemand } from '../../model/owners.ts'
import type { CodeOwners, OwnerPattern } from './ownerRule.ts'

/**
 * What a CODEOWNERS file asks of a change to `path`: in each section the last rule that fits, and nothing where that
 * has no owners, where the section is optional, or where it excludes the path.
 */
export function ownersOfPath({ file, forge, sections }: CodeOwners, path: Path): OwnerDemand[] {
  return sections.flatMap(({ name, required, rules, exclusions }) => {
    if (!required || exclusions.some(pattern => fits(pattern, path))) return []
    const rule = rules.findLast(({ pattern }) => fits(pattern, path))
    if (!rule?.owners.length) return []
    return [{ path, owners: rule.owners, required, section: name, where: `${file}:${rule.line}`, forge }]
  })
}

function fits({ first, part, names }: OwnerPattern, path: Path): boolean {
  return path.startsWith(first) && path.includes(part) && names(path)
}
