export interface CacheOptions {
  max?: number
  ttl?: number
  now?: () => number
}

/** Keeps the values that were used last. */
export class Cache<Value> {
  #entries = new Map<string, { value: Value; expires: number }>()
  readonly #max: number
  readonly #ttl: number
  readonly #now: () => number

  constructor(options: CacheOptions = {}) {
    const { max = 500, ttl = 60_000, now = Date.now } = options
    if (max < 1) throw new RangeError(`max must be at least 1: ${max}`)
    this.#max = max
    this.#ttl = ttl
    this.#now = now
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    if (entry.expires <= this.#now()) return undefined
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: Value, ttl = this.#ttl): this {
    this.#entries.delete(key)
    this.#entries.set(key, { value, expires: this.#now() + ttl })
    if (this.#entries.size > this.#max) {
      const [oldest] = this.#entries.keys()
      this.#entries.delete(oldest!)
    }
    return this
  }

  async remember(key: string, load): Promise<Value> {
    const known = this.get(key)
    if (known !== undefined) return known
    const value = await load(key)
    this.set(key, value)
    return value
  }
}
