import type { Package } from '../src/types.js'

/** A package with nothing but a name, and what the test cares about. */
export function makePackage(name: string, more: Partial<Package> = {}): Package {
  return { name, description: '', keywords: [], downloads: 0, deprecated: false, releases: [], ...more }
}

export function release(version: string) {
  return { version, published: new Date(0), dependencies: {} }
}
