import { types } from 'node:util'
import type { BytesKind, Frozen, FrozenThing } from '../../model/frozen.ts'
import { kindOfObject } from './kindOfObject.ts'

/** What has more parts than this is no input that anybody would read in a counterexample. */
const MOST_PARTS = 2_000

/**
 * Writes a value down, so that `thaw` makes its like elsewhere.
 * @returns null for what cannot be written down: instances of classes, proxies, endless or huge values. A function becomes one
 * that gives its first argument back.
 */
export function freeze(value: unknown): { frozen: Frozen } | null {
  const numbers = new Map<object, number>()
  let parts = 0

  const write = (one: unknown): Frozen => {
    if (++parts > MOST_PARTS) throw new Unwritable()
    if (typeof one === 'number') return numberOf(one)
    if (one === null || typeof one === 'boolean' || typeof one === 'string') return one
    if (one === undefined) return { $: 'undefined' }
    if (typeof one === 'bigint') return { $: 'bigint', is: String(one) }
    if (typeof one === 'symbol') return symbolOf(one)
    const number = numbers.get(one as object)
    if (number !== undefined) return { $: 'same', as: number }
    numbers.set(one as object, numbers.size)
    return object(one as object)
  }

  const object = (one: object): Frozen => {
    if (types.isProxy(one)) throw new Unwritable()
    switch (kindOfObject(one)) {
      case 'function':
        return { $: 'function', does: { kind: 'same' } }
      case 'array':
        return { $: 'array', of: items(one as unknown[]) }
      case 'Map':
        return {
          $: 'map',
          of: [...(one as Map<unknown, unknown>)].map(([key, item]) => [write(key), write(item)]),
        }
      case 'Set':
        return { $: 'set', of: [...(one as Set<unknown>)].map(write) }
      case 'Date': {
        const ms = (one as Date).getTime()
        return { $: 'date', ms: Number.isNaN(ms) ? null : ms }
      }
      case 'RegExp':
        return { $: 'regexp', source: (one as RegExp).source, flags: (one as RegExp).flags }
      case 'error':
        return { $: 'error', name: String((one as Error).name), message: String((one as Error).message) }
      case 'bytes':
        return bytes(one)
      case 'plain':
        return { $: 'object', ...properties(one) }
      case 'bare':
        return { $: 'object', bare: true, ...properties(one) }
      default:
        throw new Unwritable()
    }
  }

  const items = (list: unknown[]): (Frozen | { $: 'hole' })[] => {
    if (list.length > MOST_PARTS) throw new Unwritable()
    return Array.from({ length: list.length }, (_, at) =>
      at in list ? write(list[at]) : { $: 'hole' as const },
    )
  }

  const properties = (one: object) => {
    const of: [string, Frozen][] = []
    const symbols: [FrozenThing, Frozen][] = []
    for (const key of Reflect.ownKeys(one)) {
      const property = Reflect.getOwnPropertyDescriptor(one, key)
      // A getter is code, and code is not written down.
      if (!property || !('value' in property)) throw new Unwritable()
      if (!property.enumerable) continue
      if (typeof key === 'string') of.push([key, write(property.value)])
      else symbols.push([symbolOf(key), write(property.value)])
    }
    return symbols.length ? { of, symbols } : { of }
  }

  try {
    return { frozen: write(value) }
  } catch (error) {
    if (error instanceof Unwritable || error instanceof RangeError) return null
    throw error
  }
}

class Unwritable extends Error {}

function numberOf(one: number): Frozen {
  if (Object.is(one, -0)) return { $: 'number', is: '-0' }
  if (Number.isFinite(one)) return one
  return { $: 'number', is: String(one) as 'NaN' | 'Infinity' | '-Infinity' }
}

function symbolOf(one: symbol): FrozenThing & { $: 'symbol' } {
  const registered = Symbol.keyFor(one)
  if (registered !== undefined) return { $: 'symbol', name: registered, how: 'registered' }
  const name = /^Symbol\.(\w+)$/.exec(one.description ?? '')?.[1]
  if (name && (Symbol as unknown as Record<string, unknown>)[name] === one)
    return { $: 'symbol', name, how: 'known' }
  return { $: 'symbol', name: one.description ?? '', how: 'fresh' }
}

function bytes(one: object): FrozenThing {
  const kind = Buffer.isBuffer(one) ? 'Buffer' : Object.prototype.toString.call(one).slice(8, -1)
  if (kind === 'DataView' || kind === 'SharedArrayBuffer') throw new Unwritable()
  const all = kind === 'ArrayBuffer' ? new Uint8Array(one as ArrayBuffer) : (one as Uint8Array)
  if (all.length > MOST_PARTS) throw new Unwritable()
  return { $: 'bytes', kind: kind as BytesKind, of: Array.from(all, Number) }
}
