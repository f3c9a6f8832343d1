import { runInNewContext } from 'node:vm'

/**
 * Calls a function that may get lost in somebody's regular expression: V8 leaves even a match when its time is up. Only what
 * runs before the first wait of an asynchronous function is covered.
 * @throws OutOfPatience when it took longer.
 */
export function withinTime<T>(ms: number, call: () => T): T {
  try {
    return runInNewContext('call()', { call }, { timeout: Math.max(1, Math.ceil(ms)) }) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new OutOfPatience(`was not done after ${Math.ceil(ms / 1000)} s`)
  }
}

/**
 * Asks between two files whether there is time for one more.
 * @param until by `performance.now()`.
 * @throws OutOfPatience when there is none.
 */
export function keepTime({ until }: { until: number }, done: number): void {
  if (performance.now() > until) throw new OutOfPatience(`was not done after ${done} files`)
}

export class OutOfPatience extends Error {}
