import type { BytesKind, Frozen } from '../../model/frozen.ts'

/** What values a type allows, as data: enough to make some, whoever made the type. */
export type ValueShape =
  | { is: 'string' | 'number' | 'boolean' | 'bigint' | 'symbol' | 'null' | 'undefined' }
  | { is: 'date' | 'regexp' | 'error' | 'object' | 'unknown' }
  | { is: 'literal'; of: Frozen }
  | { is: 'array'; item: ValueShape }
  | { is: 'tuple'; items: ValueShape[]; rest: ValueShape | null }
  | { is: 'record'; properties: PropertyShape[]; index: ValueShape | null }
  | { is: 'union'; any: ValueShape[] }
  | { is: 'map'; key: ValueShape; value: ValueShape }
  | { is: 'set'; item: ValueShape }
  | { is: 'promise'; value: ValueShape }
  | { is: 'iterable'; item: ValueShape; how: 'sync' | 'async' }
  | { is: 'bytes'; kind: BytesKind }
  | { is: 'function'; gives: ValueShape; async: boolean }
  /** A type parameter: the same kind of value wherever the name stands in one call. */
  | { is: 'parameter'; name: string; within: ValueShape }

export type PropertyShape = { name: string; shape: ValueShape; optional: boolean }

export type ParameterShape = { name: string; shape: ValueShape; optional: boolean; rest: boolean }

/**
 * One way to call a thing, and what can be done with what comes back. `self` is what it says that `this` is, or null. `sites` are
 * where it is declared in the module itself: offsets of the nodes, its implementation's among them.
 */
export type Signature = {
  parameters: ParameterShape[]
  self: ValueShape | null
  gives: Result
  sites: number[]
}

/** What a caller may do with a result: call it, construct with it, or go on to its members. */
export type Result = { calls: Signature[]; members: Surface[] }

/** One name that a caller can reach. `path` are property names from its holder on. */
export type Surface = {
  path: string[]
  kind: 'function' | 'class' | 'value'
  calls: Signature[]
  /** Of a class: what its instances have. Of a value: its own. */
  members: Surface[]
  /** Of a property of an object: what may be assigned to it. */
  takes?: ValueShape | null
}
