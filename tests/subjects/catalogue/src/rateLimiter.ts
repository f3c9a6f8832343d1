import { setTimeout as sleep } from 'node:timers/promises'
import { parseDuration } from './duration.js'

export interface LimiterOptions {
  requests?: number
  per?: string
  maxWait?: number
  now?: () => number
}

/**
 * Lets so many requests through in each window of time, and makes the others wait.
 *
 * A request waits at most `maxWait` milliseconds (30000 by default) and is refused when its turn would come
 * later than that.
 */
export class RateLimiter {
  #used = 0
  #windowStart = 0
  readonly #requests: number
  readonly #window: number
  readonly #maxWait: number
  readonly #now: () => number

  constructor(options: LimiterOptions = {}) {
    const { requests = 10, per = '1s', maxWait = 10_000, now = Date.now } = options
    if (!Number.isInteger(requests) || requests < 1) {
      throw new RangeError(`requests must be a whole number of at least 1: ${requests}`)
    }
    this.#requests = requests
    this.#window = parseDuration(per)
    this.#maxWait = maxWait
    this.#now = now
  }

  /** Takes a place in this window if there is one. */
  tryTake(): boolean {
    const now = this.#now()
    if (now - this.#windowStart >= this.#window) {
      this.#windowStart = now
      this.#used = 0
    }
    if (this.#used < this.#requests) {
      this.#used += 1
      return true
    }
    return false
  }

  async take(): Promise<void> {
    const deadline = this.#now() + this.#maxWait
    while (!this.tryTake()) {
      const next = this.#windowStart + this.#window
      if (next > deadline) throw new RangeError(`no place within ${this.#maxWait} ms`)
      await sleep(Math.max(1, next - this.#now()))
    }
  }
}
