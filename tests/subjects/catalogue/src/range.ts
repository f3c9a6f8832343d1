import { compareVersions, parseVersion } from './version.js'

/** Whether a version fits `^1.2.3`, `~1.2.3`, `>=1.2.3`, `1.2.3` or `*`. */
export function satisfies(version: string, range: string): boolean {
  if (range === '*') return true
  const [, operator, wanted] = /^(\^|~|>=)?(.+)$/.exec(range.trim()) ?? []
  if (wanted === undefined) throw new TypeError(`not a range: ${range}`)
  if (!operator) return compareVersions(version, wanted) === 0
  if (compareVersions(version, wanted) < 0) return false
  if (operator === '>=') return true
  return sameLine(version, wanted, operator)
}

function sameLine(version, wanted, operator): boolean {
  const a = parseVersion(version)
  const b = parseVersion(wanted)
  if (a.major !== b.major) return false
  if (operator === '~' || a.major === 0) return a.minor === b.minor
  return true
}

export function bestVersion(versions: string[], range: string): string | undefined {
  const fitting = versions.filter(version => satisfies(version, range))
  if (fitting.length === 0) return undefined
  return fitting.sort(compareVersions).at(-1)
}
