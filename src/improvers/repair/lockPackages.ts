import type { Path } from '../../model/change.ts'
import { insertKey } from './insertKey.ts'
import type { Lock } from './locks.ts'
import { npmFlags } from './npmFlags.ts'
import type { Package, Section } from './packages.ts'
import type { Fix, WholeTree } from './repository.ts'
import { yarnRequest } from './yarnRequest.ts'

/** What a package.json asks for newly, which the lock file has already. */
export type Declared = {
  owner: Package
  name: string
  lock: Lock
  section: Section
  range: string
  version: string
}

/**
 * What the package manager itself would write into its lock file for that, so that an install from it goes through and installs the
 * same; null where that takes the package manager.
 */
export function lockPackages(declared: Declared, { settings }: Pick<WholeTree, 'settings'>): Fix[] | null {
  const { owner, name, lock, section, range } = declared
  const text = settings.get(lock.path)
  if (text === undefined) return null
  const top = lock.path.slice(0, Math.max(0, lock.path.lastIndexOf('/')))
  const own = top === '' ? owner.folder : owner.folder.slice(top.length + 1)
  const asked = (keys: string[]): Fix[] | null => {
    const fix = insertKey(lock.path, text, keys, name, range)
    return fix && [fix]
  }
  if (lock.manager === 'bun') return asked(['workspaces', own, section])
  if (lock.manager === 'yarn') return yarnRequest(declared, own, text)
  if (lock.manager !== 'npm') return null
  const flags = npmFlags(lock.path, text, entryOf(own, name, text), section)
  const fixes = flags && asked(['packages', own, section])
  return flags && fixes && [...fixes, ...flags]
}

/** The place of an installed package: below its workspace, or at the top. */
function entryOf(own: Path, name: string, text: string): string {
  const below = `${own}/node_modules/${name}`
  return own !== '' && text.includes(`"${below}"`) ? below : `node_modules/${name}`
}
