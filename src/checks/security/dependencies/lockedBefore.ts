import { posix } from 'node:path'
import type { Path } from '../../../model/change.ts'
import { readTreeBytes } from '../../../sandbox/readTreeFile.ts'

/** Lock files are larger than anything that is written by hand. */
const LARGEST = 32 * 2 ** 20

/**
 * Whether a base installs a package already, at the version that a range begins with: naming it then brings nothing that was not
 * there. Only where npm's lock file says so; of the others the packages are not read here.
 * @param manifest the package.json that names it.
 */
export function lockedBefore(base: string, manifest: Path): (name: string, range: unknown) => boolean {
  const packages = lockAbove(base, manifest)
  return (name, range) => {
    const [, version] =
      /^[~^]?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/.exec(typeof range === 'string' ? range : '') ?? []
    if (version === undefined) return false
    const own = posix.dirname(manifest)
    const keys = [`node_modules/${name}`, ...(own === '.' ? [] : [`${own}/node_modules/${name}`])]
    return keys.some(key => {
      const one = Object.hasOwn(packages, key) ? packages[key] : undefined
      // Under another name it would be another package.
      return one?.version === version && one.link !== true && one.name === undefined
    })
  }
}

type Locked = { [key: string]: { version?: unknown; link?: unknown; name?: unknown } | undefined }

function lockAbove(base: string, manifest: Path): Locked {
  for (let folder = posix.dirname(manifest); ; folder = posix.dirname(folder)) {
    const bytes = readTreeBytes(base, posix.join(folder, 'package-lock.json'), LARGEST)
    if (bytes instanceof Buffer) return packagesIn(bytes.toString('utf8'))
    if (folder === '.') return {}
  }
}

function packagesIn(text: string): Locked {
  try {
    const { packages } = JSON.parse(text) as { packages?: unknown }
    return typeof packages === 'object' && packages !== null ? (packages as Locked) : {}
  } catch {
    return {}
  }
}
