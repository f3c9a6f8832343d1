import type { Policy } from '../../model/policy.ts'
import { keyOfPerson } from '../../policy/personKey.ts'

/** The person of the policy who has this address, by name; null for a stranger. */
export function personOfEmail(policy: Policy, email: string): string | null {
  const wanted = email.trim().toLowerCase()
  return find(policy, person => person.emails.some(known => known.toLowerCase() === wanted))
}

/**
 * The person of the policy who has this key (`ssh-ed25519 AAAA...`), by name; null for a stranger. Whether
 * the key counts today, or is revoked, is `signerOf`'s to say.
 */
export function personOfKey(policy: Policy, key: string): string | null {
  return find(policy, person => person.keys.some(one => keyOfPerson(one) === key))
}

function find(policy: Policy, test: (person: Policy['people'][string]) => boolean): string | null {
  for (const [name, person] of Object.entries(policy.people)) if (test(person)) return name
  return null
}

/** One name for one human: the policy's name where there is one, else the address itself. */
export function humanOf(policy: Policy, email: string): string {
  return personOfEmail(policy, email) ?? email.trim().toLowerCase()
}
