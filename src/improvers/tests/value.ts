import type { Frozen } from '../../model/frozen.ts'
import type { Doc } from './layout.ts'

/** What of a style a value is written by. */
export type ValueStyle = { quote: '"' | "'"; parens: boolean }

/**
 * The code that makes a value, as a person would write it.
 * @returns null for what no reader would follow: functions that choose their answer, objects in two places, symbols of their own.
 */
export function valueDoc(value: Frozen | { $: 'hole' }, style: ValueStyle): Doc | null {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'string') return quoted(value, style.quote)
  const all = (of: (Frozen | { $: 'hole' })[]) => docsOf(of, style)
  switch (value.$) {
    case 'undefined':
      return 'undefined'
    case 'number':
      return value.is
    case 'bigint':
      return `${value.is}n`
    case 'date':
      return value.ms === null
        ? 'new Date(Number.NaN)'
        : `new Date(${quoted(dateText(value.ms), style.quote)})`
    case 'regexp':
      return regexpText(value.source, value.flags)
    case 'array':
      return list('[', all(value.of), ']')
    case 'set':
      return value.of.length ? around('new Set(', list('[', all(value.of), ']')) : 'new Set()'
    case 'map': {
      const pairs = value.of.map(pair => list('[', all(pair), ']'))
      if (pairs.some(pair => pair === null)) return null
      return pairs.length ? around('new Map(', list('[', pairs as Doc[], ']')) : 'new Map()'
    }
    case 'object':
      return value.bare || value.symbols?.length ? null : object(value.of, style)
    case 'error':
      return /^(?:|Type|Range|Syntax|Reference)Error$/.test(value.name)
        ? `new ${value.name}(${quoted(value.message, style.quote)})`
        : null
    case 'promise': {
      const inner = valueDoc(value.with, style)
      return value.settles === 'value' && inner !== null
        ? { open: 'Promise.resolve(', items: [inner], close: ')' }
        : null
    }
    case 'function': {
      const { does } = value
      const given = style.parens ? '(value)' : 'value'
      if (does.kind === 'same') return `${given} => value`
      if (does.kind === 'exceeds') return `${given} => value > ${does.than}`
      if (does.kind === 'equals') return '(a, b) => a === b'
      if (does.kind !== 'answers' || does.of.length !== 1) return null
      const answer = valueDoc(does.of[0]!, style)
      if (answer === null || (typeof does.of[0] === 'object' && does.of[0]?.$ === 'object')) return null
      return { parts: [`${does.async ? 'async ' : ''}() => `, answer] }
    }
    default:
      return null
  }
}

/** Text between quotes, in the other ones where that spares escapes. */
export function quoted(text: string, quote: '"' | "'"): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(
      /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g,
      one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  const other = quote === '"' ? "'" : '"'
  const used = text.includes(quote) && !text.includes(other) ? other : quote
  return `${used}${inner.replaceAll(used, `\\${used}`)}${used}`
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

/** As short as it can be read back. */
function dateText(ms: number): string {
  const text = new Date(ms).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, -14) : text
}

function regexpText(source: string, flags: string): string | null {
  return /[\n\r\u2028\u2029]/.test(source) ? null : `/${source}/${flags}`
}

function docsOf(of: (Frozen | { $: 'hole' })[], style: ValueStyle): Doc[] | null {
  const docs: Doc[] = []
  for (const one of of) {
    const doc = isHole(one) ? null : valueDoc(one, style)
    if (doc === null) return null
    docs.push(doc)
  }
  return docs
}

const isHole = (one: Frozen | { $: 'hole' }): one is { $: 'hole' } =>
  typeof one === 'object' && one !== null && one.$ === 'hole'

function list(open: string, items: Doc[] | null, close: string): Doc | null {
  return items && { open, items, close }
}

function around(open: string, inner: Doc | null): Doc | null {
  return inner && { open, items: [inner], close: ')' }
}

function object(of: [string, Frozen][], style: ValueStyle): Doc | null {
  const items: Doc[] = []
  for (const [key, one] of of) {
    const doc = valueDoc(one, style)
    if (doc === null || key === '__proto__') return null
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key, style.quote)
    items.push({ parts: [`${name}: `, doc] })
  }
  return { open: '{', items, close: '}', spaced: true }
}
