/**
 * What was found out about base trees, by the tree and the question. Make one for a run and pass it with
 * every candidate: ten improvements of one base then run its tests once.
 */
export type CheckCache = Map<string, Promise<unknown>>

export function newCheckCache(): CheckCache {
  return new Map()
}

/** The answer from the cache, or found now and kept. An answer that could not be had is not kept. */
export function remember<T>(cache: CheckCache, key: string, find: () => Promise<T>): Promise<T> {
  const known = cache.get(key) as Promise<T> | undefined
  if (known) return known
  const found = find()
  cache.set(key, found)
  found.catch(() => cache.delete(key))
  return found
}
