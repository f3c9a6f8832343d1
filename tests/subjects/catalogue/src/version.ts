import type { Version } from './types.js'

const PATTERN = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

export function parseVersion(text: string): Version {
  const match = PATTERN.exec(text.trim())
  if (!match) throw new TypeError(`not a version: ${text}`)
  const [, major, minor, patch, prerelease] = match
  return {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    prerelease: prerelease ? prerelease.split('.') : [],
  }
}

export function isVersion(text: string): boolean {
  return PATTERN.test(text.trim())
}

/** Sorts versions from old to new. */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a)
  const right = parseVersion(b)
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePrereleases(left.prerelease, right.prerelease)
  )
}

function comparePrereleases(a, b): number {
  // A release comes after all of its prereleases.
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    if (a[index] === b[index]) continue
    const [left, right] = [Number(a[index]), Number(b[index])]
    if (Number.isNaN(left) && Number.isNaN(right)) return a[index] < b[index] ? -1 : 1
    if (Number.isNaN(left)) return 1
    if (Number.isNaN(right)) return -1
    return left - right
  }
  return a.length - b.length
}

export function bump(version: string, part: string): string {
  const { major, minor, patch } = parseVersion(version)
  switch (part) {
    case 'major':
      return `${major + 1}.0.0`
    case 'minor':
      return `${major}.${minor + 1}.0`
    case 'patch':
      return `${major}.${minor}.${patch + 1}`
    default:
      throw new RangeError(`not a part of a version: ${part}`)
  }
}
