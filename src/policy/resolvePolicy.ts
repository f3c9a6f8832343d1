import type { Class } from '../model/commit.ts'
import type { AgentPattern, Person, PersonKey, Policy, PushRights, Quorum, Signers } from '../model/policy.ts'
import { normalEmail } from './emailAddress.ts'
import { keyOfPerson, readPersonKey } from './personKey.ts'
import { readPublicKey } from './publicKey.ts'
import { durationOf, revokedKey } from './signers.ts'
import type { WrittenPolicy } from './writtenPolicy.ts'

type Whole<T> = T extends (infer E)[] ? E[] : T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T
type WrittenChecks = NonNullable<WrittenPolicy['checks']>
type WholeChecks = Whole<Omit<WrittenChecks, 'behaviour' | 'performance'>> &
  Pick<WrittenChecks, 'behaviour'> & { performance: WholePerformance }
type WholePolicy = Whole<
  Omit<WrittenPolicy, 'extends' | 'repository' | 'people' | 'graduation' | 'signers' | 'push' | 'checks'>
> & { checks: WholeChecks } & Required<Pick<WrittenPolicy, 'people' | 'graduation'>> &
  Pick<WrittenPolicy, 'repository' | 'signers' | 'push'>

type WrittenPerformance = NonNullable<WrittenChecks['performance']>
type WholePerformance = Required<Omit<WrittenPerformance, 'memory' | 'startup'>> & WrittenPerformance

/**
 * The merged text as the code reads it: shares as numbers from 0 to 1, addresses in lower case, keys in
 * their one spelling, and every list there. Takes only what has no problems.
 * @param extended the preset that the file extends.
 */
export function resolvePolicy(written: WrittenPolicy, extended: string): Policy {
  const { people, graduation, signers, push, ...policy } = written as unknown as WholePolicy
  const { attribution, vouchers, reviews, auto_approve, checks, run } = policy
  const { audit, ...automatic } = auto_approve
  return {
    version: policy.version,
    extends: extended,
    ...(policy.repository !== undefined && { repository: policy.repository }),
    branches: policy.branches,
    attribution: {
      ...attribution,
      // Presets from before this key say nothing of it.
      carrier: attribution.carrier ?? 'trailer',
      agents: attribution.agents.map(agentOf),
    },
    people: mapValues(people as Record<string, Partial<Person>>, personOf),
    vouchers: mapValues(vouchers, keyOf),
    signers: signersOf(signers),
    reviews: {
      ...reviews,
      by_class: reviews.by_class as Partial<Record<Class, Quorum>>,
      by_path: mapValues(reviews.by_path as Record<string, Quorum>, quorum => quorum),
    },
    auto_approve: { ...(automatic as Record<Class, boolean>), audit: shareOf(audit) },
    checks: checksOf(checks),
    sandbox: policy.sandbox,
    run: { ...run, bot: { ...run.bot, email: normalEmail(run.bot.email) } },
    graduation: mapValues(graduation, shareOf),
    ledger: policy.ledger,
    override: policy.override,
    push: pushOf(push as Partial<PushRights> | undefined),
  }
}

function agentOf({
  name,
  emails = [],
  keys = [],
  accounts = [],
}: { name: string } & Partial<AgentPattern>): AgentPattern {
  return {
    name,
    emails: unique(emails.map(normalEmail)),
    keys: unique(keys.map(keyOf)),
    accounts: unique(accounts),
  }
}

/** What other programs must show is the same for all until a policy says otherwise; presets from before this key say nothing of it. */
function checksOf({ behaviour, performance, ...checks }: WholeChecks): Policy['checks'] {
  const noticed = behaviour?.noticed
  return {
    ...checks,
    ...(noticed !== undefined && { behaviour: { noticed: shareOf(noticed) } }),
    performance: performanceOf(performance),
  }
}

/** Memory and start are judged where a policy says how; presets from before these keys say nothing of them. */
function performanceOf({
  threshold,
  files,
  memory,
  startup,
}: WholePerformance): Policy['checks']['performance'] {
  return {
    threshold: shareOf(threshold),
    files,
    ...(memory !== undefined && { memory: shareOf(memory) }),
    ...(startup !== undefined && { startup: shareOf(startup) }),
  }
}

/** Whoever the server lets in, until a policy says otherwise; presets from before this key say nothing of it. */
function pushOf({
  ai = [],
  ledger = [],
  tags = [],
  agents = 'anywhere',
}: Partial<PushRights> = {}): PushRights {
  return { ai: unique(ai), ledger: unique(ledger), tags: unique(tags), agents }
}

function personOf({ emails = [], keys = [], accounts = [], teams = [] }: Partial<Person>): Person {
  return {
    emails: unique(emails.map(normalEmail)),
    keys: uniqueKeys(keys.map(personKeyOf)),
    accounts: unique(accounts),
    teams: unique(teams),
  }
}

/** Dates that were written are kept as they are, since the gate reads them at the time of the landing. */
function personKeyOf(key: PersonKey): PersonKey {
  const read = readPersonKey(keyOfPerson(key))
  if (typeof read === 'string') throw new TypeError(`an unchecked key: ${read}`)
  if (typeof key === 'string' || (key.from === undefined && key.until === undefined)) return read.key
  return { ...key, key: read.key }
}

/** Written twice, a key counts as the first one says: dates that are looked past would be none. */
function uniqueKeys(keys: PersonKey[]): PersonKey[] {
  const names = keys.map(keyOfPerson)
  return keys.filter((key, index) => names.indexOf(keyOfPerson(key)) === index)
}

/** Nobody's certificates are believed until a policy says so; presets from before this key say nothing of it. */
function signersOf({
  authorities = [],
  revoked = [],
  certificate_grace = '14d',
}: NonNullable<WrittenPolicy['signers']> = {}): Signers {
  return {
    authorities: authorities.map(({ key, emails }) => ({
      key: keyOf(key),
      emails: unique(emails.map(normalEmail)),
    })),
    revoked: revoked.map(one =>
      typeof one === 'string'
        ? revokedKey(one)
        : { authority: revokedKey(one.authority), serial: String(one.serial) },
    ),
    certificate_grace: durationOf(certificate_grace),
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
