import type { Class } from '../model/commit.ts'
import type { AgentPattern, Person, Policy, Quorum } from '../model/policy.ts'
import { normalEmail } from './emailAddress.ts'
import { readPublicKey } from './publicKey.ts'
import type { WrittenPolicy } from './writtenPolicy.ts'

type Whole<T> = T extends (infer E)[] ? E[] : T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T
type WholePolicy = Whole<Omit<WrittenPolicy, 'extends' | 'people' | 'graduation'>> &
  Required<Pick<WrittenPolicy, 'people' | 'graduation'>>

/**
 * The merged text as the code reads it: shares as numbers from 0 to 1, addresses in lower case, keys in
 * their one spelling, and every list there. Takes only what has no problems.
 * @param extended the preset that the file extends.
 */
export function resolvePolicy(written: WrittenPolicy, extended: string): Policy {
  const { people, graduation, ...policy } = written as unknown as WholePolicy
  const { attribution, vouchers, reviews, auto_approve, checks, run } = policy
  const { audit, ...automatic } = auto_approve
  return {
    version: policy.version,
    extends: extended,
    branches: policy.branches,
    attribution: { ...attribution, agents: attribution.agents.map(agentOf) },
    people: mapValues(people, personOf),
    vouchers: mapValues(vouchers, keyOf),
    reviews: {
      ...reviews,
      by_class: reviews.by_class as Partial<Record<Class, Quorum>>,
      by_path: mapValues(reviews.by_path as Record<string, Quorum>, quorum => quorum),
    },
    auto_approve: { ...(automatic as Record<Class, boolean>), audit: shareOf(audit) },
    checks: { ...checks, performance: { threshold: shareOf(checks.performance.threshold) } },
    sandbox: policy.sandbox,
    run: { ...run, bot: { ...run.bot, email: normalEmail(run.bot.email) } },
    graduation: mapValues(graduation, shareOf),
    ledger: policy.ledger,
    override: policy.override,
  }
}

function agentOf({ name, emails = [], keys = [] }: { name: string } & Partial<AgentPattern>): AgentPattern {
  return { name, emails: unique(emails.map(normalEmail)), keys: unique(keys.map(keyOf)) }
}

function personOf({ emails = [], keys = [], accounts = [], teams = [] }: Partial<Person>): Person {
  return {
    emails: unique(emails.map(normalEmail)),
    keys: unique(keys.map(keyOf)),
    accounts: unique(accounts),
    teams: unique(teams),
  }
}

function keyOf(line: string): string {
  const read = readPublicKey(line)
  if (typeof read === 'string') throw new TypeError(`an unchecked key: ${read}`)
  return read.key
}

/** `10%` and 0.1 are one tenth. */
function shareOf(share: number | string): number {
  return typeof share === 'number' ? share : Number.parseFloat(share) / 100
}

const unique = (texts: string[]) => [...new Set(texts)]

/** Without a prototype, so that looking up a name that somebody made up finds nothing of JavaScript's. */
function mapValues<T, R>(map: Record<string, T>, change: (value: T) => R): Record<string, R> {
  const changed: Record<string, R> = Object.create(null)
  for (const [key, value] of Object.entries(map)) changed[key] = change(value)
  return changed
}
