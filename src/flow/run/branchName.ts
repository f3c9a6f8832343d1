import type { Group } from './groupFindings.ts'
import type { Shard } from './scope.ts'

/**
 * `ai/docs/src-search-findpackage`: letters that no shell, file system or git has a quarrel with. What one rule does in several files is
 * named after the part of the repository too: another machine may propose the rest of it.
 */
export function branchName(prefix: string, improver: string, group: Group, shard: Shard | null): string {
  const [first] = group.mends
  if (first?.gathers === 'rewrite') {
    const part = shard ? `-${shard.part}-of-${shard.of}` : ''
    return `${prefix}${improver}/${slug(first.finding.rewrite)}${part}`
  }
  const stem = group.path.replace(/\.[cm]?[jt]sx?$/, '')
  const symbol = group.mends.length === 1 ? first?.finding.symbol : undefined
  return `${prefix}${improver}/${slug(symbol ? `${stem}-${symbol}` : stem)}`
}

function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
  return plain.length > 60 ? plain.slice(-60).replace(/^-+/, '') : plain || 'change'
}
