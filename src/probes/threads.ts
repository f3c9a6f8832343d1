import { readdirSync, readFileSync } from 'node:fs'

/** Nanoseconds that each thread of a process has computed so far. */
export type ThreadTimes = Map<string, number>

/** From the first field of `/proc/<id>/task/<thread>/schedstat` (sched-stats.rst); empty where the system tells nothing. */
export function threadTimes(id: number): ThreadTimes {
  const times: ThreadTimes = new Map()
  for (const thread of threadsOf(id)) {
    try {
      const text = readFileSync(`/proc/${id}/task/${thread}/schedstat`, 'latin1')
      times.set(thread, Number(text.split(' ')[0]))
    } catch {
      // It ended meanwhile.
    }
  }
  return times
}

function threadsOf(id: number): string[] {
  try {
    return readdirSync(`/proc/${id}/task`)
  } catch {
    return []
  }
}

/**
 * Whether a process worked on several processors, or would have, had they been free: a second thread computed half as
 * long as the busiest. V8's own threads, which compile and collect, stay far below that once the code is warm.
 */
export function worksInParallel(before: ThreadTimes, after: ThreadTimes): boolean {
  const spent = [...after].map(([thread, time]) => time - (before.get(thread) ?? 0)).sort((a, b) => b - a)
  const [most = 0, second = 0] = spent
  return most > 0 && second >= most / 2
}
