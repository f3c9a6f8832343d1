import { types } from 'node:util'

/** What an object is, told from what it is made of and not from what it says of itself. */
export type ObjectKind =
  | 'array'
  | 'function'
  | 'Map'
  | 'Set'
  | 'Date'
  | 'RegExp'
  | 'error'
  | 'bytes'
  | 'boxed'
  | 'promise'
  | 'WeakMap'
  | 'WeakSet'
  | 'iterator'
  | 'plain'
  | 'bare'
  | 'instance'

const TESTS: [ObjectKind, (one: object) => boolean][] = [
  ['array', Array.isArray],
  ['function', one => typeof one === 'function'],
  ['Map', types.isMap],
  ['Set', types.isSet],
  ['Date', types.isDate],
  ['RegExp', types.isRegExp],
  ['error', one => types.isNativeError(one) || one instanceof Error],
  ['bytes', one => types.isAnyArrayBuffer(one) || ArrayBuffer.isView(one)],
  ['boxed', types.isBoxedPrimitive],
  ['promise', types.isPromise],
  ['WeakMap', types.isWeakMap],
  ['WeakSet', types.isWeakSet],
  ['iterator', one => types.isGeneratorObject(one) || types.isMapIterator(one) || types.isSetIterator(one)],
]

export function kindOfObject(one: object): ObjectKind {
  for (const [kind, fits] of TESTS) if (fits(one)) return kind
  const prototype = Object.getPrototypeOf(one)
  if (prototype === null) return 'bare'
  return prototype === Object.prototype ? 'plain' : 'instance'
}

const BUILT_IN = new Set<object>(
  Object.getOwnPropertyNames(globalThis).flatMap(name => {
    const { value } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {}
    const prototype = typeof value === 'function' ? value.prototype : null
    return prototype && typeof prototype === 'object' ? [prototype] : []
  }),
)

/** Whether a prototype came with the engine, so that its methods say nothing about the code under trial. */
export function isBuiltIn(prototype: object): boolean {
  return BUILT_IN.has(prototype)
}
