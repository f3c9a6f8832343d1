import type { Forge } from '../../model/owners.ts'
import type { Person, Policy } from '../../model/policy.ts'
import { readAccount } from '../accounts.ts'
import { isInTeam } from '../teams.ts'

/**
 * The persons of the policy behind an owner of a CODEOWNERS file, by name: `@jane` by `accounts` (with or without the
 * `@`, and `github:jane` where the file is GitHub's), an address by `emails`, `@org/team` and GitLab's `@group` and
 * `@@role` by `teams`. Case counts for nothing, as on the forges.
 * @param forge whose accounts are meant; null takes those of any.
 */
export function personsOfOwner(policy: Policy, owner: string, forge: Forge | null): string[] {
  const wanted = owner.toLowerCase()
  const isOwner = ({ emails, accounts, teams }: Person) => {
    if (!wanted.startsWith('@')) return emails.some(email => email.toLowerCase() === wanted)
    const name = wanted.slice(1)
    return (
      accounts.some(account => isAccount(account, name, forge)) || teams.some(team => isInTeam(team, owner))
    )
  }
  return Object.entries(policy.people).flatMap(([person, known]) => (isOwner(known) ? [person] : []))
}

function isAccount(written: string, name: string, forge: Forge | null): boolean {
  const { forge: where, login } = readAccount(written)
  return login === name && (where === null || forge === null || where === forge)
}
