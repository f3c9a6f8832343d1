import type { Rule } from '../decisions.ts'
import type { LockEntry, LockfileLint } from './lockEntries.ts'
import { urlHost } from './specifier.ts'

/** The two that serve the same packages under other names. */
const REGISTRIES = ['registry.npmjs.org', 'registry.yarnpkg.com']
/** So many packages of one kind are told one by one. */
const MOST = 5

type Told = [rule: Rule, what: string]

/**
 * What is odd about the entries that the base's lock file does not have.
 * @param named hosts that a changed manifest of the head names openly.
 */
export function judgeLock(
  before: LockEntry[],
  after: LockEntry[],
  named: Set<string>,
  tools: LockfileLint,
): Told[] {
  const known = new Set(before.map(entry => JSON.stringify(entry)))
  const fresh = [...new Map(after.map(entry => [JSON.stringify(entry), entry]))]
    .filter(([key]) => !known.has(key))
    .map(([, entry]) => entry)
  const base = readBase(before)
  const odd = fresh.flatMap(entry => judgeEntry(entry, base, named, tools))
  return [...odd, ...judgeNames(before, fresh)]
}

type Base = {
  hosts: string[]
  insecure: Set<string>
  /** Hosts some of whose packages have no integrity. */
  bare: Set<string>
  integrity: Map<string, string>
}

function readBase(entries: LockEntry[]): Base {
  const base: Base = { hosts: [], insecure: new Set(), bare: new Set(), integrity: new Map() }
  const hosts = new Set<string>()
  for (const entry of entries) {
    const host = entry.source === null ? '' : (urlHost(entry.source) ?? '')
    if (host) hosts.add(host)
    if (entry.source?.startsWith('http:')) base.insecure.add(host)
    if (entry.integrity === null) base.bare.add(host)
    else base.integrity.set(placeOf(entry), entry.integrity)
  }
  const registries = hosts.size === 0 || REGISTRIES.some(host => hosts.has(host)) ? REGISTRIES : []
  base.hosts = [...new Set([...hosts, ...registries])]
  return base
}

function placeOf({ name, version, source }: LockEntry): string {
  return `${name}\0${version}\0${source?.split('#')[0] ?? ''}`
}

function judgeEntry(entry: LockEntry, base: Base, named: Set<string>, tools: LockfileLint): Told[] {
  const { name, version, source, integrity, asked } = entry
  const told: Told[] = []
  const say = (rule: Rule, what: string) => told.push([rule, `${name.slice(0, 60)}: ${what}`])
  const host = source === null ? '' : urlHost(source)
  const locked = base.integrity.get(placeOf(entry))
  if (locked !== undefined && locked !== integrity) say(...judgeOtherIntegrity(locked, integrity))
  if (asked !== null) say('lock-elsewhere', `stands for ${asked.slice(0, 60)}`)
  if (source !== null && host === null) say('lock-told', 'from a folder or an address that cannot be read')
  if (source !== null && host) {
    const packages = { [`${name}@${version}`]: { resolved: addressOf(source, host) } }
    if (new tools.ValidateHost({ packages }).validate(base.hosts).errors.length > 0)
      say(
        named.has(host) ? 'lock-told' : 'lock-elsewhere',
        `from ${host.slice(0, 60)}, which the base does not use`,
      )
    if (new tools.ValidatePackageNames({ packages }).validate().errors.length > 0)
      say('lock-elsewhere', 'its address is that of another package')
    const open =
      /^(?:http|git|ftp):/.test(source) && new tools.ValidateHttps({ packages }).validate().errors.length > 0
    if (open && !base.insecure.has(host)) say('lock-elsewhere', 'not fetched by https')
  }
  const isArchive = source === null || /^https?:/.test(source)
  if (integrity === null && locked === undefined && isArchive && host !== null) {
    const usual = base.integrity.size > 0 && !base.bare.has(host) && !named.has(host)
    say(usual ? 'lock-elsewhere' : 'lock-told', 'no integrity')
  }
  return told
}

function judgeOtherIntegrity(locked: string, now: string | null): Told {
  if (now === null) return ['lock-elsewhere', 'its integrity is taken away']
  const [was, is] = [locked, now].map(one => one.split(/[-/]/)[0])
  return was === is
    ? ['lock-elsewhere', 'another integrity for the same version']
    : ['lock-told', 'its integrity is of another kind']
}

/** What a validator takes for an address: git's short form is none. */
function addressOf(source: string, host: string): string {
  return URL.canParse(source) && new URL(source).host ? source : `ssh://${host}/`
}

function judgeNames(before: LockEntry[], fresh: LockEntry[]): Told[] {
  const names = new Set(before.map(({ name }) => name))
  const versions = new Set(before.map(({ name, version }) => `${name}\0${version}`))
  const brandNew = distinct(fresh.filter(({ name }) => !names.has(name)))
  const others = distinct(
    fresh.filter(one => names.has(one.name) && !versions.has(`${one.name}\0${one.version}`)),
  )
  const scripts = distinct(fresh.filter(one => one.installs && !versions.has(`${one.name}\0${one.version}`)))
  return [
    ...listed('dependency', 'new in the lock file', brandNew),
    ...listed('dependency', 'at another version in the lock file', others),
    ...listed('lock-told', 'with a script that runs at install', scripts),
  ]
}

function distinct(entries: LockEntry[]): string[] {
  return [...new Set(entries.map(({ name }) => name.slice(0, 60)))]
}

function listed(rule: Rule, what: string, names: string[]): Told[] {
  if (names.length === 0) return []
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : ''
  return [[rule, `${what}: ${names.slice(0, MOST).join(', ')}${more}`]]
}
