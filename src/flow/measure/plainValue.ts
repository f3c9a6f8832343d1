import type { ValueShape } from '../../checks/inputs/valueShape.ts'
import { type BenchmarkForm, type Doc, literalDoc, quoted } from '../../improvers/performance.ts'
import type { Frozen } from '../../model/frozen.ts'
import { type Binding, chosen } from './madeValue.ts'

/** How long lists are that stand in another list. */
const INNER = 3
const DEEPEST = 4

/** What a value is made of: what a type parameter is taken for, and from where on its elements are counted. */
export type Plain = { bound: Binding; from: string; form: BenchmarkForm }

/**
 * Code that makes a value of a shape as a person would write it: lists have `size` elements, a text as many words, and what is in them is
 * counted, so that no two are the same.
 * @returns null for what nobody writes down: what is nested too deep, what comes bit by bit.
 */
export function plainValue(shape: ValueShape, { bound, from, form }: Plain): Doc | null {
  const item = (name: string) => (at: string | null) =>
    at === null ? quoted(name, form.quote) : `\`${name}-\${${at}}\``
  const word = item('item')

  /** @param at what tells an element from the others; null for what is no element. */
  const make = (one: ValueShape, at: string | null, depth: number): Doc | null => {
    if (depth > DEEPEST) return null
    const element = bound === 'string' ? word(at) : (at ?? '1')
    switch (one.is) {
      case 'string':
        return depth || at !== null ? word(at) : { parts: [listOf(`\`word-\${${from}}\``), `.join(' ')`] }
      case 'number':
        return at ?? (depth ? '1' : '10')
      case 'boolean':
        return at === null ? 'true' : `${within(at)} % 2 === 0`
      case 'bigint':
        return `BigInt(${at ?? '1'})`
      case 'null':
      case 'undefined':
        return one.is
      case 'date':
        return `new Date(${at === null ? '0' : `${within(at)} * 60_000`})`
      case 'regexp':
        return '/1/'
      case 'error':
        return `new Error(${quoted('given', form.quote)})`
      case 'object':
        return '{}'
      case 'unknown':
        return element
      case 'literal':
        return literal(one.of, form)
      case 'array':
        return list(one.item, at, depth)
      case 'iterable':
        return one.how === 'sync' ? list(one.item, at, depth) : null
      case 'set':
        return around('new Set(', list(one.item, at, depth), ')')
      case 'map': {
        const pair = both(one.key, one.value, at, depth)
        return pair && around('new Map(', pair, ')')
      }
      case 'tuple':
        return bracketed(
          '[',
          one.items.map(inner => make(inner, at, depth + 1)),
          ']',
        )
      case 'record':
        return record(one, at, depth)
      case 'union':
        return make(chosen(one.any), at, depth)
      case 'promise':
        return around('Promise.resolve(', make(one.value, at, depth), ')')
      case 'bytes':
        return one.kind === 'Buffer' ? `Buffer.alloc(size)` : `new ${one.kind}(size)`
      case 'function':
        return madeFunction(one.gives, one.async, make, form)
      case 'parameter':
        return one.within.is === 'unknown' ? element : make(one.within, at, depth)
      case 'symbol':
        return null
    }
  }

  const list = (inner: ValueShape, at: string | null, depth: number) =>
    fromEach(make(inner, at === null ? from : `${at} + j`, depth + 1), at)
  const both = (key: ValueShape, value: ValueShape, at: string | null, depth: number) => {
    const place = at === null ? from : `${at} + j`
    const pair = bracketed('[', [make(key, place, depth + 1), make(value, place, depth + 1)], ']')
    return pair && fromEach(form.typed ? { parts: [pair, ' as const'] } : pair, at)
  }
  const fromEach = (element: Doc | null, at: string | null) =>
    element && listOf(element, at === null ? 'size' : String(INNER), at === null ? 'i' : 'j')

  const record = (
    { properties, index }: Extract<ValueShape, { is: 'record' }>,
    at: string | null,
    depth: number,
  ): Doc | null => {
    const pairs = index && both({ is: 'string' }, index, at, depth)
    if (index && !pairs) return null
    const own = properties
      .filter(({ optional }) => !optional)
      .map(({ name, shape: is }) => {
        const doc = is.is === 'string' ? item(name)(at) : make(is, at, depth + 1)
        const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name, form.quote)
        return doc && name !== '__proto__' ? { parts: [`${key}: `, doc] } : null
      })
    if (pairs && !own.length) return around('Object.fromEntries(', pairs, ')')
    const spread = pairs ? [{ parts: ['...Object.fromEntries(', pairs, ')'] }] : []
    return bracketed('{', [...own, ...spread], '}')
  }
  return make(shape, null, 0)
}

/** `Array.from({ length: size }, (_, i) => ...)`. */
function listOf(element: Doc, length = 'size', index = 'i'): Doc {
  const made = answering(`(_, ${index}) =>`, element)
  const counted: Doc = { open: '{', items: [`length: ${length}`], close: '}', spaced: true }
  return { open: 'Array.from(', items: [counted, made], close: ')' }
}

/** A function that only gives a value: its brackets and those of an object are broken as one. */
function answering(head: string, answer: Doc): Doc {
  const isObject = typeof answer !== 'string' && 'open' in answer && answer.open === '{'
  return isObject ? { ...answer, open: `${head} ({`, close: '})' } : { parts: [`${head} `, answer] }
}

const within = (at: string) => (/^\w+$/.test(at) ? at : `(${at})`)

function around(open: string, inner: Doc | null, close: string): Doc | null {
  return inner && { open, items: [inner], close }
}

function bracketed(open: string, items: (Doc | null)[], close: string): Doc | null {
  if (items.includes(null)) return null
  return { open, items: items as Doc[], close, ...(open === '{' && { spaced: true }) }
}

/** In TypeScript a literal within a list would else be any text or number. */
function literal(of: Frozen, form: BenchmarkForm): Doc | null {
  const doc = literalDoc(of, form)
  const isWide = typeof of === 'string' || typeof of === 'number'
  return doc && form.typed && isWide ? { parts: [doc, ' as const'] } : doc
}

/** Answers by what it is called with, or always the same. */
function madeFunction(
  gives: ValueShape,
  isAsync: boolean,
  make: (one: ValueShape, at: string | null, depth: number) => Doc | null,
  form: BenchmarkForm,
): Doc | null {
  const given = form.parens ? '(value)' : 'value'
  const start = isAsync ? 'async ' : ''
  switch (gives.is) {
    case 'unknown':
    case 'parameter':
      return `${start}${given} => value`
    case 'string':
      return `${start}${given} => String(value)`
    case 'number':
      return `${start}(a, b) => (a < b ? -1 : 1)`
    case 'undefined':
      return `${start}() => {}`
    default: {
      const answer = make(gives, null, 1)
      return answer && answering(`${start}() =>`, answer)
    }
  }
}
