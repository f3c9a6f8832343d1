import type { PersonKey } from '../model/policy.ts'
import { normalEmail } from './emailAddress.ts'
import { keyOfPerson, readPersonKey } from './personKey.ts'
import type { KeyPath } from './problem.ts'
import type { WrittenPolicy } from './writtenPolicy.ts'

type WrittenKey = string | { key: string }
type Claim = { holder: string; path: KeyPath; identity: string; said: string }

/**
 * Each address, key and account belongs to one holder. Under two names one person would count as two
 * reviewers; as an agent's or a voucher's too, a machine could approve in a person's name.
 */
export function sharedIdentities(policy: WrittenPolicy): { path: KeyPath; what: string }[] {
  const holders = new Map<string, Claim>()
  const problems: { path: KeyPath; what: string }[] = []
  for (const claim of claims(policy)) {
    const first = holders.get(claim.identity)
    if (!first) holders.set(claim.identity, claim)
    else if (first.holder !== claim.holder)
      problems.push({
        path: claim.path,
        what: `${claim.said} belongs to ${claim.holder} here and to ${first.holder} too; it can have one holder`,
      })
  }
  return problems
}

function* claims(policy: WrittenPolicy): Generator<Claim> {
  for (const [name, person] of Object.entries(policy.people ?? {})) {
    const path = ['people', name]
    yield* each(`person ${name}`, path, person)
  }
  for (const [name, line] of Object.entries(policy.vouchers ?? {}))
    yield keyClaim(`voucher ${name}`, ['vouchers', name], line)
  // An authority signs certificates and nothing else: a person with its key could be anybody.
  for (const [index, { key }] of (policy.signers?.authorities ?? []).entries())
    yield keyClaim('an authority', ['signers', 'authorities', index, 'key'], key)
  for (const [index, agent] of (policy.attribution?.agents ?? []).entries())
    yield* each(`agent ${agent.name}`, ['attribution', 'agents', index], agent)
  const bot = policy.run?.bot?.email
  if (bot) yield emailClaim('the bot of run.bot', ['run', 'bot', 'email'], bot)
}

function* each(
  holder: string,
  path: KeyPath,
  {
    emails = [],
    keys = [],
    accounts = [],
  }: { emails?: string[] | undefined; keys?: WrittenKey[] | undefined; accounts?: string[] | undefined },
) {
  for (const [index, email] of emails.entries()) yield emailClaim(holder, [...path, 'emails', index], email)
  for (const [index, key] of keys.entries())
    yield keyClaim(holder, [...path, 'keys', index], keyOfPerson(key as PersonKey))
  for (const [index, account] of accounts.entries())
    yield {
      holder,
      path: [...path, 'accounts', index],
      identity: `account ${account.toLowerCase()}`,
      said: account,
    }
}

function emailClaim(holder: string, path: KeyPath, email: string): Claim {
  return { holder, path, identity: `email ${normalEmail(email)}`, said: email }
}

function keyClaim(holder: string, path: KeyPath, line: string): Claim {
  const read = readPersonKey(line)
  const key = typeof read === 'string' ? line : read.key
  return { holder, path, identity: `key ${key}`, said: `the key ...${key.slice(-12)}` }
}
