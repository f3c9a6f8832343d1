import type { Forge } from '../model/owners.ts'
import type { Policy } from '../model/policy.ts'

/**
 * An account as a policy writes it: `jane`, `@jane`, `github:jane`, or `github:jane#583231` with the number that
 * the forge gave it, which a renamed account keeps and whoever takes its old name does not get. In lower case.
 */
export function readAccount(written: string): { forge: string | null; login: string; id: string | null } {
  const [, forge, login = '', id] = /^(?:([a-z]+):)?@?(.*?)(?:#(\d+))?$/s.exec(written.toLowerCase()) ?? []
  return { forge: forge ?? null, login, id: id ?? null }
}

/**
 * The person of the policy who has an account of a forge. Where the policy gives the number, the number decides and
 * the name counts for nothing; else the name does, whatever its case.
 * @returns no person, and why, for an account of nobody or of several people.
 */
export function personOfAccount(
  policy: Policy,
  forge: Forge,
  { login, id }: { login: string; id: string },
): { person: string; problem: null } | { person: null; problem: string } {
  // Case is folded only where that can't make one letter of another one (the Kelvin sign is a k then).
  const name = /^[\x21-\x7e]+$/.test(login) ? login.toLowerCase() : null
  const found = Object.entries(policy.people).filter(([, { accounts }]) =>
    accounts.some(written => {
      const own = readAccount(written)
      if (own.forge !== null && own.forge !== forge) return false
      return own.id === null ? own.login === name : own.id === id
    }),
  )
  const [first, ...others] = found.map(([person]) => person)
  if (first === undefined)
    return {
      person: null,
      problem: `the policy has this account under no person (people.<name>.accounts: ['${forge}:${name ?? '...'}'])`,
    }
  if (others.length)
    return { person: null, problem: `the policy gives this account to ${[first, ...others].join(' and ')}` }
  return { person: first, problem: null }
}
