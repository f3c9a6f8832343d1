import { plural, table, truncate } from './text.js'
import type { Package } from './types.js'

export function formatPackages(packages: readonly Package[], width = 80): string {
  if (packages.length === 0) return 'no packages'
  const rows = packages.map(one => [
    one.name,
    one.releases[0]?.version ?? '-',
    formatDownloads(one.downloads),
    truncate(one.description, Math.max(20, width - 40)),
  ])
  return `${table(rows, { header: ['name', 'version', 'downloads', 'description'] })}\n${plural(rows.length, 'package')}`
}

export function formatDownloads(count: number): string {
  if (count < 0 || !Number.isFinite(count)) throw new RangeError(`not a count: ${count}`)
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)}G`
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)}M`
  if (count >= 1e3) return `${(count / 1e3).toFixed(1)}k`
  return String(count)
}
