import type { ts } from 'ts-morph'
import type { BytesKind } from '../../model/frozen.ts'
import type { Compiler } from '../compiler.ts'
import type { ValueShape } from './valueShape.ts'

/** A type nested deeper is taken for anything. */
const DEEPEST = 5
/** Beyond these, further members of a union and properties of an object are left out. */
const MOST_MEMBERS = 40
/** The same of objects within objects, by how deep they are: what a server calls a request would be a hundred thousand characters. */
const MOST_WITHIN = [MOST_MEMBERS, 16, 6, 3]

const BYTES = new Set([
  'ArrayBuffer',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Buffer',
])

/** What is needed to read types: a checker, and the compiler that it belongs to. */
export type TypeReader = { ts: Compiler['ts']; checker: ts.TypeChecker }

/**
 * What values a type allows, as data.
 * @returns `unknown` for what has no values that could be made up: any, unknown, instances of classes.
 */
export function describeType({ ts, checker }: TypeReader, type: ts.Type): ValueShape {
  const { TypeFlags: Flag } = ts
  const open: ts.Type[] = []

  const describe = (one: ts.Type): ValueShape => {
    if (open.includes(one) || open.length > DEEPEST) return { is: 'unknown' }
    open.push(one)
    try {
      return simple(one) ?? structured(one)
    } finally {
      open.pop()
    }
  }

  const simple = (one: ts.Type): ValueShape | null => {
    const { flags } = one
    if (flags & Flag.StringLiteral) return { is: 'literal', of: (one as ts.StringLiteralType).value }
    if (flags & Flag.NumberLiteral) return { is: 'literal', of: (one as ts.NumberLiteralType).value }
    if (flags & Flag.BooleanLiteral)
      return { is: 'literal', of: (one as unknown as { intrinsicName: string }).intrinsicName === 'true' }
    if (flags & Flag.BigIntLike) return { is: 'bigint' }
    if (flags & Flag.StringLike) return { is: 'string' }
    if (flags & Flag.NumberLike) return { is: 'number' }
    if (flags & Flag.BooleanLike) return { is: 'boolean' }
    if (flags & Flag.ESSymbolLike) return { is: 'symbol' }
    if (flags & Flag.Null) return { is: 'null' }
    if (flags & (Flag.Undefined | Flag.Void)) return { is: 'undefined' }
    if (flags & Flag.NonPrimitive) return { is: 'object' }
    if (flags & (Flag.Any | Flag.Unknown | Flag.Never)) return { is: 'unknown' }
    return null
  }

  const structured = (one: ts.Type): ValueShape => {
    if (one.flags & Flag.TypeParameter) {
      const limit = checker.getBaseConstraintOfType(one)
      const within: ValueShape = limit && limit !== one ? describe(limit) : { is: 'unknown' }
      return { is: 'parameter', name: one.symbol?.name ?? '', within }
    }
    if (one.isUnion()) return { is: 'union', any: one.types.slice(0, MOST_MEMBERS).map(describe) }
    const plain = one.flags & (Flag.Conditional | Flag.IndexedAccess | Flag.Index | Flag.Substitution)
    if (plain) {
      const limit = checker.getBaseConstraintOfType(one)
      return limit && limit !== one ? describe(limit) : { is: 'unknown' }
    }
    return objectOf(one)
  }

  const objectOf = (one: ts.Type): ValueShape => {
    const name = one.symbol?.name ?? ''
    const given = checker.getTypeArguments(one as ts.TypeReference)
    const part = (at: number): ValueShape => (given[at] ? describe(given[at]) : { is: 'unknown' })
    if (checker.isTupleType(one)) return tuple(one as ts.TupleTypeReference, given)
    if (checker.isArrayType(one)) return { is: 'array', item: part(0) }
    if (isFromLibrary(one)) {
      if (BYTES.has(name)) return { is: 'bytes', kind: name as BytesKind }
      switch (name) {
        case 'Date':
          return { is: 'date' }
        case 'RegExp':
          return { is: 'regexp' }
        case 'Map':
        case 'ReadonlyMap':
          return { is: 'map', key: part(0), value: part(1) }
        case 'Set':
        case 'ReadonlySet':
          return { is: 'set', item: part(0) }
        case 'Promise':
        case 'PromiseLike':
          return { is: 'promise', value: part(0) }
        case 'Iterable':
        case 'IterableIterator':
        case 'Iterator':
        case 'Generator':
          return { is: 'iterable', item: part(0), how: 'sync' }
        case 'AsyncIterable':
        case 'AsyncIterableIterator':
        case 'AsyncGenerator':
          return { is: 'iterable', item: part(0), how: 'async' }
        case 'ArrayLike':
          return { is: 'array', item: part(0) }
        case 'Function':
          return { is: 'function', gives: { is: 'unknown' }, async: false }
        case 'String':
          return { is: 'string' }
        case 'Number':
          return { is: 'number' }
        case 'Boolean':
          return { is: 'boolean' }
        case 'Object':
          return { is: 'object' }
      }
      if (/Error$/.test(name)) return { is: 'error' }
    }
    const [call] = one.getCallSignatures()
    if (call) return functionOf(call)
    if (one.getConstructSignatures().length || one.isClass()) return { is: 'unknown' }
    return record(one)
  }

  const tuple = (one: ts.TupleTypeReference, given: readonly ts.Type[]): ValueShape => {
    const items: ValueShape[] = []
    let rest: ValueShape | null = null
    for (const [at, flag] of (one.target?.elementFlags ?? given.map(() => 1)).entries()) {
      const item = given[at]
      if (!item) continue
      if (flag & ts.ElementFlags.Variable) rest = describe(item)
      else items.push(describe(item))
    }
    return { is: 'tuple', items, rest }
  }

  const functionOf = (call: ts.Signature): ValueShape => {
    const gives = describe(call.getReturnType())
    return gives.is === 'promise'
      ? { is: 'function', gives: gives.value, async: true }
      : { is: 'function', gives, async: false }
  }

  const record = (one: ts.Type): ValueShape => {
    const properties = checker
      .getPropertiesOfType(one)
      .filter(({ name }) => !isUnspeakable(name))
      .slice(0, MOST_WITHIN[open.length - 1] ?? MOST_WITHIN.at(-1))
    const index = one.getStringIndexType() ?? one.getNumberIndexType()
    // A mapped type over a type parameter, and an interface of methods alone, have nothing to fill in.
    if (!properties.length && !index) return { is: 'object' }
    return {
      is: 'record',
      properties: properties.map(property => {
        const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
        return { name: property.name, shape: describe(checker.getTypeOfSymbol(property)), optional }
      }),
      index: index ? describe(index) : null,
    }
  }

  return describe(type)
}

/** Keys that are symbols, and names that only their own class can give. */
const isUnspeakable = (name: string) => name.startsWith('__@') || name.startsWith('#')

/** Whether a type was declared by the language or by Node: then its name tells what it is. */
function isFromLibrary(type: ts.Type): boolean {
  return (type.symbol?.declarations ?? []).some(declaration =>
    /\/(?:typescript\/lib|@types\/node)\//.test(declaration.getSourceFile().fileName),
  )
}
