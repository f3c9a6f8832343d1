import type { Package } from './types.js'

export interface SearchOptions {
  limit?: number
  deprecated?: boolean
}

export interface Search {
  find(name: string): Package | undefined
  query(text: string, options?: SearchOptions): Package[]
}

/** Searches a list of packages that does not change any more. */
export function createSearch(packages: readonly Package[]): Search {
  const all = [...packages]
  return {
    find(name) {
      return all.find(one => one.name === name)
    },
    query(text, options = {}) {
      return query(all, text, options)
    },
  }
}

export function query(packages: readonly Package[], text: string, options: SearchOptions = {}): Package[] {
  const { limit = 20, deprecated = false } = options
  if (limit < 1) throw new RangeError(`limit must be at least 1: ${limit}`)
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return packages
    .filter(one => deprecated || !one.deprecated)
    .map(one => ({ one, score: scoreOf(one, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.one.downloads - a.one.downloads)
    .slice(0, limit)
    .map(({ one }) => one)
}

function scoreOf(one, words): number {
  let score = 0
  for (const word of words) {
    if (one.name === word) score += 10
    else if (one.name.includes(word)) score += 5
    if (one.keywords.includes(word)) score += 3
    if (one.description.toLowerCase().includes(word)) score += 1
  }
  return score
}
