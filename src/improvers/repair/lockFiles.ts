import { openIgnored } from '../../source/ignoredPaths.ts'
import { isAside, upwards } from './folders.ts'
import { isObject, placeOf } from './json.ts'
import { LOCK_NAMES, LOCKED, lockIn } from './locks.ts'
import { openPackages, type Package, rangesIn } from './packages.ts'
import type { Problem, WholeTree } from './repository.ts'

/** Lock files that are missing, or that were not made for what the manifest says now. */
export function lockFiles(tree: WholeTree): Problem[] {
  const packages = openPackages(tree)
  const top = packages.all.find(({ folder }) => folder === '')
  return [
    ...(top ? missing(tree, top) : []),
    ...packages.all.filter(({ path }) => !isAside(path)).flatMap(one => stale(tree, one)),
  ]
}

/**
 * Of the top alone. A repository that says that it wants none is believed: by .npmrc, or by leaving it out.
 */
function missing(tree: WholeTree, top: Package): Problem[] {
  if (LOCK_NAMES.some(name => tree.paths.has(name))) return []
  if (LOCKED.every(section => rangesIn(top, section).size === 0)) return []
  const npmrc = tree.settings.get('.npmrc') ?? ''
  if (/^\s*(?:package-lock|lockfile|shrinkwrap)\s*=\s*false/m.test(npmrc)) return []
  const isIgnored = openIgnored(tree)
  if (LOCK_NAMES.some(isIgnored)) return []
  // Other runtimes have their own.
  if (['deno.lock', '.yarnrc.yml', 'pnpm-workspace.yaml', 'rush.json'].some(path => tree.paths.has(path)))
    return []
  const asks = [...tree.settings].find(
    ([path, text]) =>
      path.startsWith('.github/workflows/') && /\bnpm ci\b|--frozen-lockfile|--immutable\b/.test(text),
  )
  return [
    {
      rule: 'missing-lock-file',
      level: asks ? 'error' : 'warning',
      path: top.path,
      start: 0,
      end: 0,
      symbol: top.path,
      says: asks
        ? `there is no lock file, and ${asks[0]} installs from one`
        : 'there is no lock file, so each install may bring other versions',
    },
  ]
}

function stale(tree: WholeTree, one: Package): Problem[] {
  const folder = upwards(one.folder).find(at =>
    LOCK_NAMES.some(name => tree.paths.has(at === '' ? name : `${at}/${name}`)),
  )
  if (folder === undefined) return []
  const lock = lockIn(folder, tree)
  if (lock === null || lock === 'unread' || !isMember(tree, one, folder)) return []
  const overridden = overrides(tree, folder)
  return LOCKED.flatMap(section =>
    [...rangesIn(one, section)].flatMap(([name, range]): Problem[] => {
      // A name in two sections stands in one of the lock file's.
      if (overridden.has(name) || LOCKED.some(other => other !== section && rangesIn(one, other).has(name)))
        return []
      if (
        /^(?:workspace|catalog|link|portal|file|patch|npm):|[/\\]/.test(range) ||
        (range.includes(':') && lock.manager === 'yarn')
      )
        return []
      const was = lock.rangeOf(one, section, name)
      if (was === range) return []
      if (was === undefined && lock.versionOf(one, name) !== undefined && lock.manager !== 'pnpm') return []
      if (was !== undefined && admits(range, lock.versionOf(one, name))) return []
      const place = placeOf(one.path, one.text, [section, name])
      return [
        {
          rule: 'stale-lock-file',
          level: 'error',
          path: one.path,
          start: place?.start ?? 0,
          end: place?.end ?? 0,
          symbol: `${one.path} ${name}`,
          says:
            was === undefined
              ? `${section} asks for ${name}@${range}, and ${lock.path} has it not`
              : `${section} asks for ${name}@${range}, and ${lock.path} was made for ${was}`,
        },
      ]
    }),
  )
}

/** Whether a lock file further up is this package's too: it names it, or stands beside it. */
function isMember(tree: WholeTree, one: Package, top: string): boolean {
  if (one.folder === top) return true
  const text = tree.settings.get(top === '' ? 'pnpm-lock.yaml' : `${top}/pnpm-lock.yaml`)
  const own = top === '' ? one.folder : one.folder.slice(top.length + 1)
  if (text !== undefined)
    return new RegExp(`^ {2}['"]?${own.replace(/[.+^${}()|[\]\\?*]/g, '\\$&')}['"]?:`, 'm').test(text)
  const npm = tree.settings.get(top === '' ? 'package-lock.json' : `${top}/package-lock.json`)
  return npm?.includes(`"${own}": {`) ?? false
}

/**
 * Whether a range that is not the one of the lock file may still be met by the locked version, so that an install goes
 * through: only a caret, a tilde or a version that is plainly another says no.
 */
function admits(range: string, version: string | null | undefined): boolean {
  const wanted = /^([~^]?)v?(\d+)\.(\d+)\.(\d+)$/.exec(range)
  const is = /^(\d+)\.(\d+)\.(\d+)$/.exec(version ?? '')
  if (!wanted || !is) return true
  const [, sign] = wanted
  const [a, b, c] = wanted.slice(2).map(Number) as [number, number, number]
  const [x, y, z] = is.slice(1).map(Number) as [number, number, number]
  const isAtLeast = x !== a ? x > a : y !== b ? y > b : z >= c
  if (sign === '') return x === a && y === b && z === c
  if (sign === '~') return isAtLeast && x === a && y === b
  return isAtLeast && x === a && (a > 0 || (y === b && (b > 0 || z === c)))
}

function overrides(tree: WholeTree, folder: string): Set<string> {
  const json = openPackages(tree).all.find(one => one.folder === folder)?.json ?? {}
  const all = [json.overrides, json.resolutions, isObject(json.pnpm) ? json.pnpm.overrides : undefined]
  const names = all.flatMap(one => (isObject(one) ? Object.keys(one) : []))
  const workspace =
    tree.settings.get(folder === '' ? 'pnpm-workspace.yaml' : `${folder}/pnpm-workspace.yaml`) ?? ''
  // Its overrides stand there too: a name that is written in it may be one.
  return new Set([
    ...names.map(name => name.replace(/^.*\*\*\//, '')),
    ...[...workspace.matchAll(/^\s+['"]?(@?[\w./-]+)['"]?:/gm)].map(([, name = '']) => name),
  ])
}
