import { kindOfObject } from '../values/kindOfObject.ts'
import { passTime } from './passTime.ts'
import type { Act } from './runScript.ts'

/** How many values are taken of an iterator, and how many of one that is left early. */
const MOST_ITEMS = 30
const BEFORE_LEAVING = 2
/** How often the clock is moved for the next value. */
const MOST_TURNS = 40

type Speaking = {
  next(sent?: unknown): unknown
  return?(value?: unknown): unknown
  throw?(error: unknown): unknown
}

/**
 * Takes what an iterator, or an object that makes its own, has to give, and says it: all of it and what it ends with, or,
 * where the script does not wait, the first two values, of which the second is asked for with a word, and what leaving does.
 */
export async function iterate(act: Act, value: object, at: number): Promise<void> {
  const items: string[] = []
  try {
    await take(act, Reflect.apply(makerOf(value)!, value, []) as Speaking, items, at)
  } catch (error) {
    items.push(`throws ${act.describe(error)}`)
  }
  act.say(`${at}: iterates ${items.join(', ')}`)
}

/** Whether something has values to be taken that its description does not show. */
export function isIterated(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const kind = kindOfObject(value)
  try {
    return (kind === 'iterator' || kind === 'instance') && typeof makerOf(value) === 'function'
  } catch {
    return false
  }
}

function makerOf(value: object): (() => unknown) | undefined {
  const source = value as Partial<AsyncIterable<unknown> & Iterable<unknown>>
  return source[Symbol.asyncIterator] ?? source[Symbol.iterator]
}

async function take(act: Act, iterator: Speaking, items: string[], at: number): Promise<void> {
  /** Whether there is more. What is no promise takes no turn. */
  const hear = async (given: unknown): Promise<boolean> => {
    const waiting = isThenable(given) ? await wait(act, given) : { step: given }
    if (waiting === null) items.push('<waits>')
    if (waiting === null) return false
    const { done, value } = waiting.step as IteratorResult<unknown>
    if (!done) items.push(act.describe(value))
    else if (value !== undefined) items.push(`ends with ${act.describe(value)}`)
    return !done
  }
  const most = act.waits ? MOST_ITEMS : BEFORE_LEAVING
  for (let count = 0; count < most; count++)
    if (!(await hear(count > 0 && !act.waits ? iterator.next('sent') : iterator.next()))) return
  // An error comes to it where a caller's own loop has one; the first of two alike is only left.
  if (!act.waits && at % 2 && iterator.throw) await hear(iterator.throw(new Error('thrown in')))
  else if (iterator.return) await hear(iterator.return())
}

/** The next step of an iterator that takes its time, or null when it does not come. */
async function wait(act: Act, promise: PromiseLike<unknown>): Promise<{ step: unknown } | null> {
  let settled: { step: unknown } | { error: unknown } | null = null
  promise.then(
    step => {
      settled = { step }
    },
    error => {
      settled = { error }
    },
  )
  await passTime(act, () => settled !== null, MOST_TURNS)
  const now = settled as { step: unknown } | { error: unknown } | null
  if (now !== null && 'error' in now) throw now.error
  return now
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}
