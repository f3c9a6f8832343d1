import type { Path } from '../../model/change.ts'
import { isObject, type JsonObject, readObject } from './json.ts'
import { type Package, rangesIn, type Section } from './packages.ts'
import type { WholeTree } from './repository.ts'

/** A lock file, as far as it says which names it was made for. */
export type Lock = {
  path: Path
  manager: 'npm' | 'pnpm' | 'yarn' | 'bun'
  /** The version that a name of this package came to; undefined where it has none, null where it cannot be told. */
  versionOf(one: Package, name: string): string | null | undefined
  /** The range that it was made for; undefined for none. */
  rangeOf(one: Package, section: Section, name: string): string | undefined
}

export const LOCK_NAMES = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
]

/** The sections that are installed in the package itself, so that a lock file has them all. */
export const LOCKED: Section[] = ['dependencies', 'devDependencies', 'optionalDependencies']

/** The lock file that stands in a folder, where it can be read; null for none, `unread` for one that is not read here. */
export function lockIn(
  folder: Path,
  { settings, paths }: Pick<WholeTree, 'settings' | 'paths'>,
): Lock | 'unread' | null {
  const there = LOCK_NAMES.map(name => (folder === '' ? name : `${folder}/${name}`)).filter(path =>
    paths.has(path),
  )
  if (there.length === 0) return null
  const [path = ''] = there
  const text = settings.get(path)
  // Of two nobody knows which one counts.
  if (there.length > 1 || text === undefined) return 'unread'
  if (path.endsWith('.json')) return npmLock(path, text, folder) ?? 'unread'
  if (path.endsWith('bun.lock')) return bunLock(path, text, folder) ?? 'unread'
  if (path.endsWith('yarn.lock')) return yarnLock(path, text)
  return path.endsWith('.yaml') ? (pnpmLock(path, text, folder) ?? 'unread') : 'unread'
}

function within(folder: Path, top: Path): Path {
  return top === '' ? folder : folder.slice(top.length + 1)
}

function npmLock(path: Path, text: string, top: Path): Lock | null {
  const packages = readObject(path, text)?.packages
  if (!isObject(packages)) return null
  const at = (key: string) => (isObject(packages[key]) ? (packages[key] as JsonObject) : undefined)
  return {
    path,
    manager: 'npm',
    versionOf: ({ folder }, name) => {
      const own = within(folder, top)
      const found = (own && at(`${own}/node_modules/${name}`)) || at(`node_modules/${name}`)
      if (!found) return undefined
      return typeof found.version === 'string' ? found.version : null
    },
    rangeOf: ({ folder }, section, name) => textAt(at(within(folder, top))?.[section], name),
  }
}

function bunLock(path: Path, text: string, top: Path): Lock | null {
  const json = readObject(path, text)
  const { workspaces, packages } = json ?? {}
  if (!isObject(workspaces) || !isObject(packages)) return null
  const own = (folder: Path) => workspaces[within(folder, top)]
  return {
    path,
    manager: 'bun',
    versionOf: (_, name) => {
      const found = packages[name]
      if (found === undefined) return undefined
      const [first] = Array.isArray(found) ? found : []
      return typeof first === 'string' ? first.slice(first.lastIndexOf('@') + 1) : null
    },
    rangeOf: ({ folder }, section, name) => {
      const one = own(folder)
      return isObject(one) ? textAt(one[section], name) : undefined
    },
  }
}

function textAt(section: unknown, name: string): string | undefined {
  const value = isObject(section) ? section[name] : undefined
  return typeof value === 'string' ? value : undefined
}

/** Both formats of yarn name `name@range` at the beginning of an entry. */
function yarnLock(path: Path, text: string): Lock {
  const requests = new Map<string, string | null>()
  const lines = text.split(/\r?\n/)
  for (const [at, line] of lines.entries()) {
    if (!/^["\w@].*:$/.test(line)) continue
    const version = /^ {2}version:? "?([^"\s]+)"?$/.exec(lines[at + 1] ?? '')?.[1] ?? null
    for (const one of line.slice(0, -1).replaceAll('"', '').split(/, */)) requests.set(one, version)
  }
  const ranges = (name: string) =>
    [...requests.keys()]
      .filter(one => one.startsWith(`${name}@`))
      .map(one => one.slice(name.length + 1).replace(/^npm:/, ''))
  return {
    path,
    manager: 'yarn',
    versionOf: (_, name) => {
      const all = [...requests].filter(([one]) => one.startsWith(`${name}@`)).map(([, version]) => version)
      return all.length === 0 ? undefined : new Set(all).size === 1 ? all[0]! : null
    },
    // It is made for all packages at once: whether a range of this one is among those is all that can be told.
    rangeOf: (one, section, name) => {
      const wanted = rangesIn(one, section).get(name) ?? ''
      const all = ranges(name)
      return all.includes(wanted) ? wanted : all[0]
    },
  }
}

/** Read by lines: `importers:`, a folder, a section, a name, its specifier. In the older format a name holds its specifier's list. */
function pnpmLock(path: Path, text: string, top: Path): Lock | null {
  const importers = new Map<string, Map<string, { specifier?: string; version?: string }>>()
  const sections: readonly string[] = LOCKED
  let isImporters = false
  let [folder, section, name] = ['', '', '']
  for (const line of text.split(/\r?\n/)) {
    const [, indent = '', key = '', value = ''] =
      /^( *)('[^']+'|"[^"]+"|[^\s:'"#][^:]*): *(.*)$/.exec(line) ?? []
    const plain = key.replace(/^['"]|['"]$/g, '')
    if (key === '') continue
    if (indent === '') isImporters = plain === 'importers'
    else if (isImporters && indent.length === 2) [folder, section] = [plain, '']
    else if (isImporters && indent.length === 4) section = plain
    else if (isImporters && sections.includes(section)) {
      const at = `${folder}\n${section}`
      const all = importers.get(at) ?? new Map()
      importers.set(at, all)
      if (indent.length === 6) {
        name = plain
        all.set(name, {})
      } else if (indent.length === 8 && (plain === 'specifier' || plain === 'version'))
        all.set(name, { ...all.get(name), [plain]: value.replace(/^['"]|['"]$/g, '') })
    }
  }
  if (importers.size === 0) return null
  const at = ({ folder: own }: Package, one: string) => importers.get(`${within(own, top) || '.'}\n${one}`)
  return {
    path,
    manager: 'pnpm',
    versionOf: (one, wanted) => {
      const found = sections.flatMap(part => at(one, part)?.get(wanted) ?? [])[0]
      if (found) return found.version?.replace(/\(.*$/, '') ?? null
      // Of another package: pnpm keeps those apart.
      const isKey = (line: string) =>
        /^ {2}\S/.test(line) &&
        line
          .trim()
          .replace(/^['"/]+/, '')
          .startsWith(`${wanted}@`)
      return text.split('\n').some(isKey) ? null : undefined
    },
    rangeOf: (one, part, wanted) => at(one, part)?.get(wanted)?.specifier,
  }
}
