/**
 * Lets jobs run in so many lanes and no more at once: each starts as soon as one before it has ended, in the order in which
 * they came. A job that fails frees its lane.
 */
export function openLanes(count: number): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = count
  return async job => {
    if (free > 0) free -= 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await job()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
