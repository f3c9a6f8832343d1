import type { Digest } from '../model/change.ts'
import type { Known } from './supersede.ts'

/**
 * Which improvements each entry speaks of: the one it names; else that of the entry it names; else all
 * that share its change or commit, so that entries survive what rewrites a commit. May be none.
 */
export function attach(known: ReadonlyMap<Digest, Known>): Map<Digest, Set<string>> {
  const byChange = new Map<string, Set<string>>()
  for (const { entry } of known.values()) {
    if (entry.improvement === undefined || entry.kind !== 'proposed') continue
    for (const key of [entry.change, entry.commit]) {
      if (key === null) continue
      const there = byChange.get(key)
      if (there) there.add(entry.improvement)
      else byChange.set(key, new Set([entry.improvement]))
    }
  }
  const attached = new Map<Digest, Set<string>>()
  for (const [id, { entry }] of known) {
    const named = namedBy(id, known)
    const shared = [entry.change ?? '', entry.commit].flatMap(key => [...(byChange.get(key) ?? [])])
    attached.set(id, new Set(named === undefined ? shared : [named]))
  }
  return attached
}

function namedBy(id: Digest, known: ReadonlyMap<Digest, Known>): string | undefined {
  const passed = new Set<Digest>()
  for (let at = known.get(id); at && !passed.has(at.id); at = known.get(at.entry.of ?? '')) {
    if (at.entry.improvement !== undefined) return at.entry.improvement
    passed.add(at.id)
  }
  return undefined
}
