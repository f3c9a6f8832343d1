import { setTimeout as sleep } from 'node:timers/promises'

/** How often a call is tried again, and how it waits. Tests wait for nothing. */
export type Patience = { tries: number; wait(milliseconds: number): Promise<unknown> }

export const PATIENT: Patience = { tries: 4, wait: milliseconds => sleep(milliseconds) }

/** A forge that asks for more than this is not waited for: a CI job costs money while it sleeps. */
const LONGEST_WAIT = 60_000

/** What kept a call from its answer: whether another try may help, and how long the forge asks to wait. */
export type Trouble = { again: boolean; after: number | null }

/**
 * Calls until there is an answer, or an error that another try does not mend. Bounded in tries and in time.
 * @param troubleOf reads an error of the client that is used.
 */
export async function withPatience<T>(
  patience: Patience,
  call: () => Promise<T>,
  troubleOf: (error: unknown) => Trouble,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await call()
    } catch (error) {
      const { again, after } = troubleOf(error)
      const pause = after ?? 1_000 * 2 ** (tried - 1)
      if (!again || tried >= patience.tries || pause > LONGEST_WAIT) throw error
      await patience.wait(pause)
    }
  }
}

/**
 * What an HTTP answer means. 403 is a limit where the headers or the words say so, else a missing permission.
 * @param status 0 where there was no answer at all.
 * @param now milliseconds since 1970.
 */
export function troubleOfAnswer(
  status: number,
  header: (name: string) => string | undefined,
  words: string,
  now: number,
): Trouble {
  const asked = Number(header('retry-after'))
  const after = Number.isFinite(asked) && asked > 0 ? asked * 1_000 : null
  if (status === 0 || status >= 500) return { again: true, after }
  const spent = header('x-ratelimit-remaining') === '0' || header('ratelimit-remaining') === '0'
  const limited = status === 429 || (status === 403 && (spent || after !== null || /rate limit/i.test(words)))
  if (!limited) return { again: false, after: null }
  const reset = Number(header('x-ratelimit-reset') ?? header('ratelimit-reset'))
  const until = spent && Number.isFinite(reset) ? Math.max(0, reset * 1_000 - now) : null
  return { again: true, after: after ?? until }
}
