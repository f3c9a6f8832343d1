import type { Path } from '../../../model/change.ts'
import { readTreeBytes } from '../../../sandbox/readTreeFile.ts'
import { DEPENDENCY_SECTIONS } from '../../../source/dependencySections.ts'
import { foundIn } from '../brought.ts'
import type { ChangedFile, Changes } from '../changes.ts'
import { loadPeers } from '../loadPeer.ts'
import type { Found, Scanner } from '../scanner.ts'
import { judgeLock } from './judgeLock.ts'
import { type LockEntry, type LockfileLint, lockEntries } from './lockEntries.ts'
import { isLockFile, type LockKind, lockKind } from './lockKinds.ts'
import { isManifest } from './manifests.ts'
import { hostOf } from './specifier.ts'

/** Lock files are larger than anything that is written by hand. */
const LARGEST = 32 * 2 ** 20

/** What lock files of npm, yarn and pnpm newly point to, by lockfile-lint's rules and against the base's own hosts. */
export const lockfiles: Scanner = {
  name: 'lockfile-lint',
  async scan(changes, { load }) {
    const files = changes.files.filter(({ path }) => isLockFile(path))
    if (files.length === 0) return { looked: 0, found: [] }
    const peers = await loadPeers(load, ['lockfile-lint-api'])
    if ('notRun' in peers) return peers
    const [module] = peers as [LockfileLint & { default?: LockfileLint }]
    const tools = module.default ?? module
    const named = namedHosts(changes)
    const found: Found[] = []
    for (const file of files) found.push(...(await judge(changes, file, named, tools)))
    return { looked: files.length, found }
  },
}

async function judge(
  { base, head }: Changes,
  file: ChangedFile,
  named: Set<string>,
  tools: LockfileLint,
): Promise<Found[]> {
  const { path, before, after } = file
  if (after.kind === null) return [foundIn(file, 'lock-told', null, 'the lock file is gone')]
  const kind = lockKind(path)
  const now = kind && (await read(head, path, kind, tools))
  if (!now) return [foundIn(file, 'unread', null, 'no lock file that can be read')]
  const was = before.kind === null ? [] : await read(base, path, kind, tools)
  return judgeLock(was ?? [], now, named, tools).map(([rule, what]) => foundIn(file, rule, null, what))
}

async function read(
  tree: string,
  path: Path,
  kind: LockKind,
  tools: LockfileLint,
): Promise<LockEntry[] | null> {
  const bytes = readTreeBytes(tree, path, LARGEST)
  if (!(bytes instanceof Buffer)) return null
  try {
    return await lockEntries(kind, bytes.toString('utf8'), tools)
  } catch {
    return null
  }
}

/** What says openly where packages come from, beside manifests. */
const REGISTRIES = /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|pnpm-workspace\.yaml)$/

/**
 * Hosts that a changed manifest names in a dependency, or a changed configuration as a registry: who reads those sees where
 * packages come from, and is asked anyway.
 */
function namedHosts({ files }: Changes): Set<string> {
  const hosts = new Set<string>()
  for (const { path, before, after } of files) {
    if (after.text === null || before.text === after.text) continue
    if (REGISTRIES.test(path))
      for (const [, host = ''] of after.text.matchAll(/https?:\/\/([^/\s"'@:]+)/g))
        hosts.add(host.toLowerCase())
    if (!isManifest(path)) continue
    for (const value of specifiers(after.text)) {
      const host = hostOf(value)
      if (host) hosts.add(host)
    }
  }
  // Whence archives of GitHub come.
  if (hosts.has('github.com')) hosts.add('codeload.github.com')
  return hosts
}

function specifiers(text: string): unknown[] {
  try {
    const manifest = JSON.parse(text)
    return DEPENDENCY_SECTIONS.flatMap(section => Object.values(manifest?.[section] ?? {}))
  } catch {
    // The manifests' own scanner says that it is not JSON.
    return []
  }
}
