import { NotFoundError } from './errors.js'
import type { Package } from './types.js'
import { compareVersions } from './version.js'

/** All packages that are known, in the order in which they were added. */
export class Catalogue {
  #packages: Package[] = []

  constructor(packages: Package[] = []) {
    for (const one of packages) this.add(one)
  }

  add(one: Package): this {
    if (!/^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$/.test(one.name)) {
      throw new TypeError(`not a package name: ${one.name}`)
    }
    if (this.#packages.some(other => other.name === one.name)) {
      throw new RangeError(`already in the catalogue: ${one.name}`)
    }
    this.#packages.push(one)
    return this
  }

  get(name: string): Package {
    const found = this.#packages.find(one => one.name === name)
    if (!found) throw new NotFoundError(name)
    return found
  }

  latest(name: string, prereleases = false): string | null {
    const versions = this.get(name)
      .releases.map(release => release.version)
      .filter(version => prereleases || !version.includes('-'))
    if (versions.length === 0) return null
    return versions.sort(compareVersions).at(-1) ?? null
  }

  list(): readonly Package[] {
    return this.#packages
  }
}
