import type { Step } from '../../model/decision.ts'
import type { OwnerDemand, OwnersFact } from '../../model/owners.ts'
import type { Policy } from '../../model/policy.ts'
import { personsOfOwner } from '../../policy/owners/personsOfOwner.ts'
import type { Demand } from '../../policy/quorum.ts'
import { membersOf } from '../../policy/teams.ts'
import type { Makers } from '../reviews/makers.ts'

/** Whose review is missing though there may be enough of them, in words, and what to do about it. */
export type Missing = { why: string[]; next: Step[] }

/** Three are enough to begin with; a change of a thousand files must not fill a terminal. */
const SHOWN = 3

/**
 * Which lists of the policy (`by_path`, `by_class` with `from`) and which owners of CODEOWNERS have not reviewed.
 * A maker is never the owner who reviews; where an owner is nobody whom the policy knows, or all are makers, the
 * answer says what to write where, since no review could mend it.
 * @param persons those whose review counts.
 */
export function missingReviewers(
  lists: Demand[],
  owners: OwnersFact | undefined,
  persons: ReadonlySet<string>,
  makers: Makers,
  policy: Policy,
): Missing {
  const why = lists.flatMap(demand => missingFromList(demand, persons, policy))
  if (owners?.unreadable) {
    why.push(`the owners cannot be read: ${owners.unreadable}`)
    return { why, next: [{ ask: 'mend the CODEOWNERS file, or set reviews.owners: false' }] }
  }
  const missing = grouped(owners?.demands ?? []).flatMap(group =>
    missingOwner(group, persons, makers, policy),
  )
  const more = missing.length > SHOWN ? [`and ${missing.length - SHOWN} more such paths`] : []
  why.push(...missing.slice(0, SHOWN).map(one => one.why), ...more)
  const steps = new Set(missing.flatMap(one => (one.ask ? [one.ask] : [])))
  return { why, next: [...steps].slice(0, SHOWN).map(ask => ({ ask })) }
}

/** `has 1 of 2 by security (...)`, or nothing when there are enough. */
export function missingFromList(demand: Demand, persons: ReadonlySet<string>, policy: Policy): string[] {
  const members = demand.from ? membersOf(policy, demand.from) : null
  const has = members ? members.filter(name => persons.has(name)).length : persons.size
  if (has >= demand.required) return []
  const whose = demand.from ? ` by ${demand.from.join(' or ')}` : ''
  return [`${demand.key} asks for ${demand.required}${whose}, and there ${has === 1 ? 'is' : 'are'} ${has}`]
}

type Group = Omit<OwnerDemand, 'path'> & { paths: string[] }

/** One rule asks the same of all its paths. */
function grouped(demands: OwnerDemand[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { path, ...demand } of demands) {
    const key = `${demand.where} ${demand.section}`
    const group = groups.get(key) ?? { ...demand, paths: [] }
    group.paths.push(path)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function missingOwner(
  group: Group,
  persons: ReadonlySet<string>,
  makers: Makers,
  policy: Policy,
): { why: string; ask: string | null }[] {
  const known = new Set(group.owners.flatMap(owner => personsOfOwner(policy, owner, group.forge)))
  const has = [...known].filter(name => persons.has(name)).length
  if (has >= group.required) return []
  const [path = ''] = group.paths
  const others = group.paths.length > 1 ? ` (and ${group.paths.length - 1} more)` : ''
  const by = `${group.required === 1 ? 'a review' : `${group.required} reviews`} by ${group.owners.join(', ')}`
  const section = group.section === null ? '' : `, section ${group.section}`
  const why = `${path}${others} needs ${by} (${group.where}${section})`
  const free = [...known].filter(name => !makers.has(name))
  if (free.length >= group.required) return [{ why: has ? `${why}, has ${has}` : why, ask: null }]
  const made = [...known].flatMap(name => (makers.has(name) ? [`${name} ${makers.get(name)}`] : []))
  const strangers = group.owners.filter(owner => !personsOfOwner(policy, owner, group.forge).length)
  const reasons = [
    ...made,
    ...(strangers.length ? [`the policy knows no person for ${strangers.join(', ')}`] : []),
  ]
  const ask = strangers.length
    ? `say in .improver/policy.yaml who that is: ${strangers.slice(0, SHOWN).map(keyFor).join('; ')}`
    : `name another owner in ${group.where}`
  return [{ why: `${why}, and ${free.length || 'none'} of them can: ${reasons.join('; ')}`, ask }]
}

/** What to write for an owner of each kind. */
function keyFor(owner: string): string {
  if (!owner.startsWith('@')) return `people.<name>.emails: [${owner}]`
  if (owner.includes('/') || owner.startsWith('@@')) return `people.<name>.teams: ['${owner}']`
  return `people.<name>.accounts: ['${owner}']`
}
