import { Cache } from './cache.js'
import { NotFoundError } from './errors.js'
import type { RateLimiter } from './rateLimiter.js'
import type { Package } from './types.js'

export interface Reply {
  status: number
  json(): Promise<unknown>
}

export interface ClientOptions {
  registry: string
  fetch(url: string): Promise<Reply>
  limiter?: RateLimiter
  retries?: number
}

/** Reads packages from a registry: cached, limited, and tried again when the server fails. */
export function createClient({ registry, fetch, limiter, retries = 2 }: ClientOptions) {
  const cache = new Cache<Package>()

  async function load(url, name, left = retries) {
    await limiter?.take()
    const reply = await fetch(url)
    if (reply.status === 404) throw new NotFoundError(name)
    if (reply.status >= 500 && left > 0) return load(url, name, left - 1)
    if (reply.status !== 200) throw new Error(`${url} answered with ${reply.status}`)
    return reply.json()
  }

  return {
    async fetchPackage(name: string): Promise<Package> {
      return cache.remember(name, () => load(`${registry}/${encodeURIComponent(name)}`, name))
    },
    cached: () => cache.size,
  }
}
