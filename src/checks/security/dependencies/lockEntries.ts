import type { LockKind } from './lockKinds.ts'

/** One installed package as its lock file has it, whatever the package manager. */
export type LockEntry = {
  name: string
  version: string
  /** The address that it is fetched from; null where the registry of the configuration decides. */
  source: string | null
  integrity: string | null
  /** Whether the lock file says that it runs a script at install. */
  installs: boolean
  /** The package that the request was for, where that is told and is another. */
  asked: string | null
}

/** What lockfile-lint-api brings, as far as it is used. */
export type LockfileLint = {
  ParseLockfile: new (options: {
    lockfileText: string
    lockfileType: string
  }) => { parseSync(): { object: { [key: string]: YarnPackage } } }
  ValidateHost: Validator<[string[]]>
  ValidateHttps: Validator<[]>
  ValidatePackageNames: Validator<[]>
}
type Validator<Asked extends unknown[]> = new (given: {
  packages: { [key: string]: { resolved: string } }
}) => { validate(...asked: Asked): { errors: unknown[] } }

type YarnPackage = {
  version?: unknown
  resolved?: unknown
  resolution?: unknown
  integrity?: unknown
  checksum?: unknown
  conditions?: unknown
}
type NpmPackage = YarnPackage & {
  name?: unknown
  link?: unknown
  inBundle?: unknown
  bundled?: unknown
  hasInstallScript?: unknown
  dependencies?: { [name: string]: NpmPackage }
}
type PnpmPackage = { resolution?: { [key: string]: unknown }; requiresBuild?: unknown; version?: unknown }

/**
 * Reads a lock file.
 * @throws Error when it is none.
 */
export async function lockEntries(kind: LockKind, text: string, tools: LockfileLint): Promise<LockEntry[]> {
  if (kind === 'npm') return npmEntries(JSON.parse(text.replace(/^\uFEFF/, '')))
  if (kind === 'yarn') return yarnEntries(text, tools)
  const { parse } = await import('yaml')
  return pnpmEntries(parse(text))
}

/** Both lists that npm writes: older ones read the other. */
function npmEntries(lock: {
  packages?: { [path: string]: NpmPackage }
  dependencies?: NpmPackage['dependencies']
}): LockEntry[] {
  const entries: LockEntry[] = []
  const add = (name: string, one: NpmPackage) => {
    if (typeof one !== 'object' || one === null || one.link === true) return
    const version = text(one.version) ?? ''
    // The first format has the address of what is no version in its place.
    const source = text(one.resolved) ?? (/[:/]/.test(version) ? version : null)
    // What comes inside of its parent has that one's integrity.
    const inside = one.inBundle === true || one.bundled === true
    const integrity = text(one.integrity) ?? (inside ? 'bundled' : null)
    entries.push({
      name: text(one.name) ?? name,
      version,
      source,
      integrity,
      installs: one.hasInstallScript === true,
      asked: null,
    })
  }
  for (const [path, one] of Object.entries(lock.packages ?? {})) {
    const at = path.lastIndexOf('node_modules/')
    if (at >= 0) add(path.slice(at + 'node_modules/'.length), one)
  }
  const waiting = [lock.dependencies]
  for (let list = waiting.pop(); list !== undefined || waiting.length > 0; list = waiting.pop())
    for (const [name, one] of Object.entries(list ?? {})) {
      add(name, one)
      if (one?.dependencies) waiting.push(one.dependencies)
    }
  return entries
}

function yarnEntries(lock: string, { ParseLockfile }: LockfileLint): LockEntry[] {
  // A file that locks nothing is one for yarn, and none for the parser.
  if (!/^[^#\s]/m.test(lock)) return []
  const { object } = new ParseLockfile({ lockfileText: lock, lockfileType: 'yarn' }).parseSync()
  return Object.entries(object)
    .filter(([key]) => key !== '__metadata')
    .flatMap(([key, one]) => {
      const asked = packageOf(key)
      const resolution = text(one.resolution)
      const version = text(one.version) ?? ''
      if (resolution === null) {
        const source = text(one.resolved)
        return [
          {
            name: asked,
            version,
            source,
            integrity: text(one.integrity) ?? source?.split('#')[1] ?? null,
            installs: false,
            asked: null,
          },
        ]
      }
      const [, name = '', range = ''] = /^(@?[^@]+)@(.*)$/s.exec(resolution) ?? []
      if (range.startsWith('workspace:')) return []
      // Of a package for other machines yarn writes no checksum.
      const other = asked === name ? null : asked
      return [
        {
          name,
          version,
          source: berrySource(range),
          integrity: text(one.checksum) ?? (one.conditions ? 'conditional' : null),
          installs: false,
          asked: other,
        },
      ]
    })
}

/** The package that a request is for: `alias@npm:real@^1` asks for `real`. By hand, since a pattern tries a long one for ever. */
function packageOf(request: string): string {
  const [first = ''] = request.split(',', 1)
  const at = first.indexOf('@', 1)
  if (at < 0) return first
  const range = first.slice(at + 1)
  const end = range.startsWith('npm:') ? range.indexOf('@', 'npm:@'.length) : -1
  return end < 0 ? first.slice(0, at) : range.slice('npm:'.length, end)
}

function berrySource(range: string): string | null {
  const [, archive] = /__archiveUrl=([^&]+)/.exec(range) ?? []
  if (archive) return decodeURIComponent(archive)
  return /^(?:npm|patch|link|portal|virtual):/.test(range) ? null : range
}

function pnpmEntries(lock: { packages?: { [key: string]: PnpmPackage } } | null): LockEntry[] {
  return Object.entries(lock?.packages ?? {}).map(([key, one]) => {
    const [, name = key, version = ''] = /^\/?(@?[^@]+)@(.*)$/s.exec(key) ?? []
    const { tarball, repo, integrity } = one?.resolution ?? {}
    return {
      name,
      version: text(one?.version) ?? version,
      source: text(tarball) ?? text(repo),
      integrity: text(integrity),
      installs: one?.requiresBuild === true,
      asked: null,
    }
  })
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
