import type { Behaviour, BytesKind, Frozen, FrozenThing } from '../../model/frozen.ts'

/** What thawing needs from around it. */
export type Thawing = {
  /** What an earlier step came to. */
  result(step: number): unknown
  /** A function that was handed over is called: told before it answers. */
  called(number: number, self: unknown, args: unknown[]): void
  /** A function that has several answers chose one. */
  chose?(number: number, args: unknown[], answer: number): void
  /** Words for what a function is called with; equal for equal arguments. */
  describe(args: unknown[]): string
  /** How many functions there are so far in this script. */
  functions: number
}

const ARRAYS: Record<Exclude<BytesKind, 'ArrayBuffer' | 'Buffer'>, (of: number[]) => object> = {
  Uint8Array: of => Uint8Array.from(of),
  Uint8ClampedArray: of => Uint8ClampedArray.from(of),
  Int8Array: of => Int8Array.from(of),
  Uint16Array: of => Uint16Array.from(of),
  Int16Array: of => Int16Array.from(of),
  Uint32Array: of => Uint32Array.from(of),
  Int32Array: of => Int32Array.from(of),
  Float32Array: of => Float32Array.from(of),
  Float64Array: of => Float64Array.from(of),
  BigInt64Array: of => BigInt64Array.from(of.map(one => BigInt(Math.trunc(one) || 0))),
  BigUint64Array: of => BigUint64Array.from(of.map(one => BigInt(Math.trunc(one) || 0))),
}

/** Makes the value that a frozen one stands for; each call makes a new one. */
export function thaw(frozen: Frozen, around: Thawing): unknown {
  const made: unknown[] = []
  const keep = <T>(one: T): T => {
    made.push(one)
    return one
  }

  const make = (one: Frozen | { $: 'hole' }): unknown => {
    if (one === null || typeof one !== 'object') return one
    switch (one.$) {
      case 'undefined':
      case 'hole':
        return undefined
      case 'number':
        return one.is === '-0' ? -0 : Number(one.is)
      case 'bigint':
        return BigInt(one.is)
      case 'symbol':
        return symbolOf(one)
      case 'date':
        return keep(new Date(one.ms ?? Number.NaN))
      case 'regexp':
        return keep(new RegExp(one.source, one.flags))
      case 'error':
        return keep(errorOf(one))
      case 'object': {
        const object = keep(one.bare ? Object.create(null) : {})
        for (const [key, value] of one.of) define(object, key, make(value))
        for (const [key, value] of one.symbols ?? []) define(object, make(key) as symbol, make(value))
        return object
      }
      case 'array': {
        const array = keep(new Array(one.of.length))
        for (const [at, item] of one.of.entries()) if (!isHole(item)) array[at] = make(item)
        return array
      }
      case 'map': {
        const map = keep(new Map())
        for (const [key, value] of one.of) map.set(make(key), make(value))
        return map
      }
      case 'set': {
        const set = keep(new Set())
        for (const item of one.of) set.add(make(item))
        return set
      }
      case 'bytes':
        return keep(bytesOf(one.kind, one.of))
      case 'promise':
        return keep(promiseOf(one.settles, make(one.with)))
      case 'iterable': {
        const items: unknown[] = []
        const iterable = keep(one.how === 'sync' ? iterate(items) : iterateLater(items))
        items.push(...one.of.map(make))
        return iterable
      }
      case 'function': {
        const number = around.functions++
        return keep(functionOf(one.does, number, around, make))
      }
      case 'same':
        return made[one.as]
      case 'result':
        return around.result(one.of)
    }
  }
  return make(frozen)
}

const isHole = (one: Frozen | { $: 'hole' }) => typeof one === 'object' && one !== null && one.$ === 'hole'

/** Defined and not assigned: `__proto__` is a key like any other. */
function define(object: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}

function symbolOf({ name, how }: FrozenThing & { $: 'symbol' }): symbol {
  if (how === 'registered') return Symbol.for(name)
  const known = how === 'known' ? (Symbol as unknown as Record<string, unknown>)[name] : null
  return typeof known === 'symbol' ? known : Symbol(name)
}

function errorOf({ name, message }: { name: string; message: string }): Error {
  const kinds: Record<string, ErrorConstructor> = { TypeError, RangeError, SyntaxError, ReferenceError }
  const error = new (kinds[name] ?? Error)(message)
  if (error.name !== name) error.name = name
  return error
}

function bytesOf(kind: BytesKind, of: number[]): object {
  if (kind === 'Buffer') return Buffer.from(of)
  return kind === 'ArrayBuffer' ? Uint8Array.from(of).buffer : ARRAYS[kind](of)
}

function promiseOf(settles: 'value' | 'error' | 'never', value: unknown): Promise<unknown> {
  if (settles === 'never') return new Promise(() => {})
  if (settles === 'value') return Promise.resolve(value)
  const refused = Promise.reject(value)
  refused.catch(() => {})
  return refused
}

function* iterate(items: unknown[]) {
  yield* items
}

async function* iterateLater(items: unknown[]) {
  yield* items
}

/** How many parameters a function has, as its words would have them: what curries asks for that. */
const PARAMETERS: Record<Behaviour['kind'], number> = {
  same: 1,
  compares: 2,
  exceeds: 1,
  equals: 2,
  throws: 0,
  answers: 0,
}

function functionOf(
  does: Behaviour,
  number: number,
  around: Thawing,
  make: (one: Frozen) => unknown,
): (...args: unknown[]) => unknown {
  const thawed = function (this: unknown, ...args: unknown[]): unknown {
    around.called(number, this, args)
    switch (does.kind) {
      case 'same':
        return args[0]
      case 'compares': {
        const [left, right] = args as [number, number]
        return left < right ? -1 : left > right ? 1 : 0
      }
      case 'exceeds':
        return (args[0] as number) > does.than
      case 'equals':
        return args[0] === args[1]
      case 'throws': {
        const error = new Error(does.message)
        if (does.async) return Promise.reject(error)
        throw error
      }
      case 'answers': {
        const place = does.of.length ? hash(around.describe(args)) % does.of.length : 0
        if (does.of.length > 1) around.chose?.(number, args, place)
        const answer = does.of.length ? make(does.of[place]!) : undefined
        return does.async ? Promise.resolve(answer) : answer
      }
    }
  }
  return Object.defineProperty(thawed, 'length', { value: PARAMETERS[does.kind], configurable: true })
}

/** FNV-1a: any even spread will do. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return sum >>> 0
}
