import type { Frozen } from '../../model/frozen.ts'
import type { Asked } from '../../model/trial.ts'
import { freeze } from '../values/freeze.ts'
import { kindOfObject } from '../values/kindOfObject.ts'
import { isIterated } from './iterate.ts'

/** So many items are taken of an iterator. */
const MOST_ITEMS = 30

/**
 * All that a test could state of a value, the plainest first.
 * @param classes what the module exports that may be a class, by name.
 */
export async function ask(
  value: unknown,
  classes: [string, unknown][],
): Promise<{ asked: Asked; answer: Frozen | null }[]> {
  const answers: { asked: Asked; answer: Frozen | null }[] = []
  const tell = (asked: Asked, find: () => unknown) => answers.push({ asked, answer: attempt(find) })
  tell('itself', () => value)
  tell('type', () => (value === null ? 'null' : typeof value))
  if (typeof value !== 'object' || value === null) return answers
  const kind = kindOfObject(value)
  if (kind === 'Map' || kind === 'Set') tell('items', () => [...(value as Set<unknown>)])
  if (isIterated(value)) {
    const items = await itemsOf(value as Iterable<unknown>)
    tell('items', () => items)
  }
  if (kind === 'error')
    tell('own', () => ({ name: (value as Error).name, message: (value as Error).message, ...value }))
  else tell('own', () => ({ ...value }))
  tell('keys', () => Object.keys(value))
  tell('text', () => JSON.stringify(value))
  tell('isFrozen', () => Object.isFrozen(value))
  for (const [name, one] of classes) tell(`of ${name}`, () => value instanceof (one as typeof Object))
  return answers
}

/** What it gives, and the error that it ends with; the test that is written has the same function. */
async function itemsOf(iterated: Iterable<unknown> | AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = []
  try {
    for await (const item of iterated) if (items.push(item) === MOST_ITEMS) break
  } catch (error) {
    items.push(error)
  }
  return items
}

function attempt(find: () => unknown): Frozen | null {
  try {
    return told(find())
  } catch {
    return null
  }
}

/** As data, or null where it holds what a test could not state: a function, a symbol of its own. */
export function told(value: unknown): Frozen | null {
  const frozen = freeze(value)
  if (frozen === null || /"\$":"function"|"how":"fresh"/.test(JSON.stringify(frozen.frozen))) return null
  return frozen.frozen
}
