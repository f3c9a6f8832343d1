import type { Person } from '../model/policy.ts'

/** Whether two spellings name one team: `@acme/security` and `Acme/Security` do. */
export function isInTeam(team: string, wanted: string): boolean {
  return plainTeam(team) === plainTeam(wanted)
}

/**
 * The persons of the policy whom a list of persons and teams names.
 * @param from names of `people`, and teams as `people.<name>.teams` has them, with or without `@`.
 */
export function membersOf(
  policy: { people: Record<string, Pick<Person, 'teams'>> },
  from: string[],
): string[] {
  return Object.entries(policy.people).flatMap(([name, { teams }]) =>
    from.some(word => word === name || teams.some(team => isInTeam(team, word))) ? [name] : [],
  )
}

function plainTeam(team: string): string {
  return team.replace(/^@/, '').toLowerCase()
}
