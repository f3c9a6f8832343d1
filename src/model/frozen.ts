/**
 * A value as data: what a call is given, in a form that can be written down, sent to another process, altered and
 * thawed there. Plain JSON values stand for themselves; all else is an object with the key `$`.
 */
export type Frozen = null | boolean | string | number | FrozenThing

export type FrozenThing =
  | { $: 'undefined' }
  /** What JSON has no number for. */
  | { $: 'number'; is: 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { $: 'bigint'; is: string }
  /** `name` is the description; a well-known one has the name that it has on Symbol. */
  | { $: 'symbol'; name: string; how: 'fresh' | 'registered' | 'known' }
  | { $: 'date'; ms: number | null }
  | { $: 'regexp'; source: string; flags: string }
  | { $: 'error'; name: string; message: string }
  /** `null` as prototype when `bare`. A key that is a symbol stands in `symbols`. */
  | { $: 'object'; of: [string, Frozen][]; bare?: boolean; symbols?: [FrozenThing, Frozen][] }
  | { $: 'array'; of: (Frozen | { $: 'hole' })[] }
  | { $: 'map'; of: [Frozen, Frozen][] }
  | { $: 'set'; of: Frozen[] }
  | { $: 'bytes'; kind: BytesKind; of: number[] }
  | { $: 'promise'; settles: 'value' | 'error' | 'never'; with: Frozen }
  | { $: 'iterable'; of: Frozen[]; how: 'sync' | 'async' }
  | { $: 'function'; does: Behaviour }
  /** The same object as the one that was thawed as number `as`, counted from 0 in the order of reading. */
  | { $: 'same'; as: number }
  /** What an earlier step of the script came to. */
  | { $: 'result'; of: number }

export type BytesKind =
  | 'ArrayBuffer'
  | 'Uint8Array'
  | 'Uint8ClampedArray'
  | 'Int8Array'
  | 'Uint16Array'
  | 'Int16Array'
  | 'Uint32Array'
  | 'Int32Array'
  | 'Float32Array'
  | 'Float64Array'
  | 'BigInt64Array'
  | 'BigUint64Array'
  | 'Buffer'

/** What a function that is handed over does. All of them say that they were called, with what, and on what. */
export type Behaviour =
  /** One of these, chosen by what it is called with: the same answer to the same question. */
  | { kind: 'answers'; of: Frozen[]; async?: boolean }
  /** Gives its first argument back. */
  | { kind: 'same' }
  /** -1, 0 or 1, as `<` orders its two arguments. */
  | { kind: 'compares' }
  /** Whether its first argument is above a number, or the same as its second. */
  | { kind: 'exceeds'; than: number }
  | { kind: 'equals' }
  | { kind: 'throws'; message: string; async?: boolean }
