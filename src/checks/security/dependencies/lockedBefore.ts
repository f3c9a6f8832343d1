import { posix } from 'node:path'
import type { Path } from '../../../model/change.ts'
import { kindOf, readTreeBytes } from '../../../sandbox/readTreeFile.ts'
import type { Changes } from '../changes.ts'

/** Lock files are larger than anything that is written by hand. */
const LARGEST = 32 * 2 ** 20
/** Of npm the first of these counts. */
const OF_NPM = ['npm-shrinkwrap.json', 'package-lock.json']
const OF_OTHERS = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb']

/** Whether a name with that range in that section brings nothing that was not installed. */
export type IsLocked = (section: string, name: string, range: unknown) => boolean

/**
 * Whether a base installs a package already, from a registry under its own name, at the version that a range begins with, for everybody
 * whom the section gives it to, and the head still does: naming it then brings nothing that was not there. Only where npm's
 * lock file says so; of the others the packages are not read here.
 * @param manifest the package.json that names it.
 */
export function lockedBefore({ base, head }: Pick<Changes, 'base' | 'head'>, manifest: Path): IsLocked {
  const [before, after] = [lockOf(base, manifest), lockOf(head, manifest)]
  return (section, name, range) => {
    const [, version] =
      /^[~^]?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/.exec(typeof range === 'string' ? range : '') ?? []
    if (version === undefined) return false
    const [was, is] = [before(name), after(name)]
    return (
      was?.version === version &&
      isOfRegistry(name, version, was) &&
      isFor(section, was) &&
      ['version', 'resolved', 'integrity', 'name', 'link'].every(key => was[key] === is?.[key])
    )
  }
}

type Locked = { [key: string]: unknown }

function isOfRegistry(name: string, version: string, one: Locked): boolean {
  // Under another name it would be another package; what is bundled or linked need not be in any registry.
  if (one.name !== undefined || one.link === true || one.inBundle === true) return false
  const file = `/${name}/-/${posix.basename(name)}-${version}.tgz`
  return (
    typeof one.integrity === 'string' &&
    typeof one.resolved === 'string' &&
    /^https:\/\/[^?#]+$/.test(one.resolved) &&
    one.resolved.endsWith(file)
  )
}

/** What only developers have is nothing that users had. */
function isFor(section: string, { dev, devOptional, optional, peer }: Locked): boolean {
  return !devOptional && !optional && !peer && (!dev || section === 'devDependencies')
}

/** The entry that a name leads to from a manifest, by the nearest lock file. */
function lockOf(tree: string, manifest: Path): (name: string) => Locked | undefined {
  const own = posix.dirname(manifest)
  for (let folder = own; ; folder = posix.dirname(folder)) {
    const at = (name: string) => posix.join(folder, name)
    if (OF_OTHERS.some(name => kindOf(tree, at(name)) !== null)) return () => undefined
    const lock = OF_NPM.find(name => kindOf(tree, at(name)) !== null)
    if (lock !== undefined) {
      const packages = packagesIn(readTreeBytes(tree, at(lock), LARGEST))
      const workspace = posix.relative(folder, own)
      const entry = (key: string) => (Object.hasOwn(packages, key) ? packages[key] : undefined)
      // A package that is no workspace of that lock file is not installed by it.
      if (entry(workspace) === undefined) return () => undefined
      return name => {
        const nested = workspace === '' ? undefined : entry(`${workspace}/node_modules/${name}`)
        return nested ?? entry(`node_modules/${name}`)
      }
    }
    if (folder === '.') return () => undefined
  }
}

function packagesIn(bytes: Buffer | 'too large' | null): { [key: string]: Locked | undefined } {
  try {
    const { packages } = JSON.parse(bytes instanceof Buffer ? bytes.toString('utf8') : '{}')
    return typeof packages === 'object' && packages !== null ? packages : {}
  } catch {
    return {}
  }
}
