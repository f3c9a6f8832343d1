import type { Path } from '../../model/change.ts'
import { importsOf, packageOf } from './imports.ts'
import { insertKey } from './insertKey.ts'
import { isObject } from './json.ts'
import { lockPackages } from './lockPackages.ts'
import { isBuilt, openPackages, type Package, rangesIn, type Section } from './packages.ts'
import type { Problem, WholeTree } from './repository.ts'
import type { Undeclared } from './undeclared.ts'

/**
 * What declares a package that is there already: a line in package.json with the range that its neighbours have, and the same in the
 * lock file, so that nothing else is installed than before. None where it takes judgement: where the version is not known, or which
 * section it belongs to.
 */
export function declareIt(one: Undeclared, tree: WholeTree): Problem['mend'] {
  const { name, owner, lock, locked } = one
  const version = lock ? locked : hasLock(tree, owner) ? null : tree.installed(name)
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version)) return undefined
  const section = sectionOf(one, tree)
  const range = section && `${styleOf(owner, section, tree)}${version}`
  if (!section || !range) return undefined
  const manifest = insertKey(owner.path, owner.text, [section], name, range)
  if (!manifest) return undefined
  const locks = lock ? lockPackages({ lock, owner, section, name, range, version }, tree) : []
  if (!locks) return undefined
  return { title: `repair: declare ${name}`, fixes: [manifest, ...locks] }
}

/** Whether some lock file stands above, one that is not read here included. */
function hasLock(tree: WholeTree, { folder }: Package): boolean {
  return [...tree.paths].some(path => {
    const at = path.lastIndexOf('/')
    const of = at < 0 ? '' : path.slice(0, at)
    return LOCKS.test(path.slice(at + 1)) && (of === '' || folder === of || folder.startsWith(`${of}/`))
  })
}
const LOCKS = /^(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?)$/

/**
 * What only tests and tools import is a devDependency. What the program imports goes to where everything else is that it imports,
 * so that what is bundled stays apart; where that is in two places, nobody knows.
 */
function sectionOf({ owner, uses }: Undeclared, tree: WholeTree): Section | null {
  if (uses.every(({ one }) => one.typeOnly)) return null
  const isTool = (path: Path) => TOOLS.test(path.slice(owner.folder === '' ? 0 : owner.folder.length + 1))
  if (uses.every(({ file, isTest }) => isTest || isTool(file.path))) return 'devDependencies'
  const packages = openPackages(tree)
  const ownerOf = (path: Path) =>
    packages.over(path).find(({ json }) => json.name !== undefined || isObject(json.dependencies))
  const own = tree.code.files.filter(({ path }) => ownerOf(path)?.path === owner.path && !isTool(path))
  const imported = new Set(
    own.flatMap(importsOf).flatMap(one => (one.typeOnly ? [] : (packageOf(one.specifier) ?? []))),
  )
  const sections = (
    ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const
  ).filter(section => [...rangesIn(owner, section).keys()].some(one => imported.has(one)))
  if (sections.length === 0) return isBuilt([owner]) ? null : 'dependencies'
  return sections.length === 1 && (sections[0] === 'dependencies' || sections[0] === 'devDependencies')
    ? sections[0]
    : null
}

/** Configurations and scripts of the repository's own work. */
const TOOLS =
  /^(?:\.?scripts?|tools?|\.config|build|bench(?:es|marks?)?|\.github|ci|\.ci)\/|^[^/]*\.config\.[cm]?[jt]s$|^(?:gulpfile|Gruntfile)\b|(?:^|\/)[^/]*\.(?:bench|stories)\.[cm]?[jt]sx?$/

/** What stands before versions: as .npmrc says, else as most ranges of that section have it, else as npm writes them. */
function styleOf(owner: Package, section: Section, tree: WholeTree): string {
  const npmrc = tree.settings.get('.npmrc') ?? ''
  if (/^\s*save-exact\s*=\s*true/m.test(npmrc)) return ''
  const [, prefix] = /^\s*save-prefix\s*=\s*["']?([~^]?)["']?\s*$/m.exec(npmrc) ?? []
  if (prefix !== undefined) return prefix
  const own = [...rangesIn(owner, section).values()]
  const all = own.length
    ? own
    : [...rangesIn(owner, 'dependencies').values(), ...rangesIn(owner, 'devDependencies').values()]
  const counts = new Map<string, number>()
  for (const range of all) {
    const [, style] = /^([~^]?)\d+\.\d+\.\d+/.exec(range) ?? []
    if (style !== undefined) counts.set(style, (counts.get(style) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '^'
}
