import type { ValueShape } from '../../checks/inputs/valueShape.ts'

/** What made values are for: how many elements lists have, and what a type parameter is taken for. */
export type Binding = 'string' | 'number'

/** How long lists are that stand in another list. */
const INNER = 3

/**
 * Code that makes a value of a shape, by the functions of `MAKERS`. Lists at the top, and those in an object at the top, have
 * `size` elements; a text at the top has as many words.
 * @param bound what a type parameter, and what has no type, is taken for.
 */
export function madeValue(shape: ValueShape, bound: Binding): string {
  const element = bound === 'string' ? 'word()' : 'number()'

  /** @param depth how many objects are around it; @param isInner whether a list is. */
  const make = (one: ValueShape, depth: number, isInner: boolean): string => {
    const length = isInner ? INNER : 'size'
    const inner = (item: ValueShape) => make(item, depth + 1, true)
    if (depth > 5) return 'null'
    switch (one.is) {
      case 'string':
        return isInner || depth ? 'word()' : 'text()'
      case 'number':
        return isInner || depth ? 'number()' : 'size'
      case 'boolean':
        return 'chance()'
      case 'bigint':
        return 'BigInt(number())'
      case 'symbol':
        return 'Symbol.for(word())'
      case 'null':
        return 'null'
      case 'undefined':
        return 'undefined'
      case 'date':
        return 'new Date(number() * 1e6)'
      case 'regexp':
        return '/1/'
      case 'error':
        return "new Error('given')"
      case 'object':
        return '{ a: number(), b: word() }'
      case 'unknown':
        return element
      case 'literal':
        return literal(one.of)
      case 'array':
        return `list(${length}, () => ${inside(inner(one.item))})`
      case 'tuple':
        return `[${one.items.map(inner).join(', ')}]`
      case 'record': {
        const own = one.properties
          .filter(({ optional }) => !optional)
          .map(({ name, shape: is }) => `[${JSON.stringify(name)}]: ${make(is, depth + 1, isInner)}`)
        if (one.index)
          own.push(`...Object.fromEntries(list(${length}, () => [word(), ${inside(inner(one.index))}]))`)
        return `{ ${own.join(', ')} }`
      }
      case 'union':
        return make(chosen(one.any), depth, isInner)
      case 'map':
        return `new Map(list(${length}, () => [${inner(one.key)}, ${inner(one.value)}]))`
      case 'set':
        return `new Set(list(${length}, () => ${inside(inner(one.item))}))`
      case 'promise':
        return `Promise.resolve(${make(one.value, depth, isInner)})`
      case 'iterable':
        return `list(${length}, () => ${inside(inner(one.item))})`
      case 'bytes':
        return one.kind === 'Buffer' ? `Buffer.alloc(${length})` : `new ${one.kind}(${length})`
      case 'function':
        return madeFunction(one.gives, inner)
      case 'parameter':
        return one.within.is === 'unknown' ? element : make(one.within, depth, isInner)
    }
  }
  return make(shape, 0, false)
}

/** An object as the body of an arrow function is taken for a block. */
const inside = (code: string) => (code.startsWith('{') ? `(${code})` : code)

/** Of several kinds the one that can be made large. */
export function chosen(any: ValueShape[]): ValueShape {
  const rank = ({ is }: ValueShape) =>
    is === 'array' || is === 'map' || is === 'set' || is === 'iterable'
      ? 0
      : is === 'undefined' || is === 'null'
        ? 2
        : 1
  return any.toSorted((a, b) => rank(a) - rank(b))[0] ?? { is: 'null' }
}

/** Answers by what it is called with, so that it gives the same to both sides however often they call. */
function madeFunction(gives: ValueShape, inner: (one: ValueShape) => string): string {
  switch (gives.is) {
    case 'boolean':
      return '(one => weigh(one) % 2 === 0)'
    case 'number':
      return '((one, other) => (other === undefined ? weigh(one) : weigh(one) - weigh(other)))'
    case 'string':
      return "(one => 'item-' + weigh(one))"
    case 'unknown':
    case 'parameter':
      return '(one => one)'
    case 'undefined':
      return '(() => undefined)'
    default:
      return `(made => () => made)(${inner(gives)})`
  }
}

function literal(value: unknown): string {
  const thing = value as { $?: string; is?: string } | null
  if (typeof thing === 'object' && thing !== null)
    return thing.$ === 'bigint' ? `${thing.is}n` : thing.$ === 'number' ? String(thing.is) : 'undefined'
  return JSON.stringify(value)
}

/**
 * What made values are made by. Words and numbers are drawn from twice as many as there are elements, so that two lists have some
 * in common and not all; the same seed draws the same.
 */
export const MAKERS = `function makers(size, seed) {
  let state = seed * 2654435761 | 1
  const draw = most => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * most)
  }
  const number = () => draw(2 * size)
  const word = () => \`item-\${number()}\`
  return {
    number,
    word,
    chance: () => draw(2) === 0,
    list: (length, make) => Array.from({ length }, make),
    text: () => Array.from({ length: size }, word).join(' '),
    weigh: one => (typeof one === 'number' ? one : Number(/\\d+$/.exec(String(one))?.[0] ?? 0)),
  }
}
`
