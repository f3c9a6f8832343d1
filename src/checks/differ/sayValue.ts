import type { Behaviour, Frozen, FrozenThing } from '../../model/frozen.ts'

/** How those values are said that stand for more than themselves. */
export type Words = {
  code(value: FrozenThing & { $: 'function' }): string
  /** The same object as one before it in the value. */
  same(as: number): string
  /** What an earlier step came to. */
  result(of: number): string
  /** The text of a value, with what is to stand around it. */
  around(value: FrozenThing | { $: 'hole' }, text: string): string
}

const PLAIN: Words = {
  code: ({ does }) => sayFunction(does),
  same: as => `/* the same object as number ${as} */ undefined`,
  result: of => `r${of}`,
  around: (_, text) => text,
}

/** A value as a person would write it, to be read: what no literal can say stands there as a comment. */
export const plainly = (value: Frozen | { $: 'hole' }): string => sayValue(value, PLAIN)

/** The code that makes a value. */
export function sayValue(value: Frozen | { $: 'hole' }, words: Words): string {
  const say = (one: Frozen | { $: 'hole' }): string => sayValue(one, words)

  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return words.around(value, textOf(value, say, words))
}

function textOf(
  value: FrozenThing | { $: 'hole' },
  say: (one: Frozen | { $: 'hole' }) => string,
  words: Words,
): string {
  // A hole at the end needs a comma of its own.
  const list = (of: (Frozen | { $: 'hole' })[]) =>
    `[${of.map(say).join(', ')}${isHole(of.at(-1)) ? ',' : ''}]`
  switch (value.$) {
    case 'hole':
      return ''
    case 'undefined':
      return 'undefined'
    case 'number':
      return value.is
    case 'bigint':
      return `${value.is}n`
    case 'symbol':
      return value.how === 'known'
        ? `Symbol.${value.name}`
        : `Symbol${value.how === 'registered' ? '.for' : ''}(${JSON.stringify(value.name)})`
    case 'date':
      return `new Date(${value.ms ?? 'NaN'})`
    case 'regexp':
      return `/${value.source}/${value.flags}`
    case 'error':
      if (/^(?:|Type|Range|Syntax|Reference)Error$/.test(value.name))
        return `new ${value.name}(${JSON.stringify(value.message)})`
      return `Object.assign(new Error(${JSON.stringify(value.message)}), { name: ${JSON.stringify(value.name)} })`
    case 'object': {
      const own = value.of.map(
        ([key, one]) => `${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}: ${say(one)}`,
      )
      const symbols = (value.symbols ?? []).map(([key, one]) => `[${say(key)}]: ${say(one)}`)
      const text = `{ ${[...own, ...symbols].join(', ')} }`.replace('{  }', '{}')
      return value.bare ? `Object.assign(Object.create(null), ${text})` : text
    }
    case 'array':
      return list(value.of)
    case 'map':
      return `new Map([${value.of.map(([key, one]) => `[${say(key)}, ${say(one)}]`).join(', ')}])`
    case 'set':
      return `new Set(${list(value.of)})`
    case 'bytes':
      if (/^Big/.test(value.kind)) return `${value.kind}.from([${value.of.map(one => `${one}n`).join(', ')}])`
      if (value.kind === 'Buffer') return `Buffer.from(${list(value.of)})`
      return value.kind === 'ArrayBuffer'
        ? `Uint8Array.from(${list(value.of)}).buffer`
        : `${value.kind}.from(${list(value.of)})`
    case 'promise':
      if (value.settles === 'never') return 'new Promise(() => {})'
      return `Promise.${value.settles === 'value' ? 'resolve' : 'reject'}(${say(value.with)})`
    case 'iterable':
      return `(${value.how === 'async' ? 'async ' : ''}function* () { yield* ${list(value.of)} })()`
    case 'function':
      return words.code(value)
    case 'same':
      return words.same(value.as)
    case 'result':
      return words.result(value.of)
  }
}

const isHole = (one: Frozen | { $: 'hole' } | undefined) =>
  typeof one === 'object' && one !== null && one.$ === 'hole'

function sayFunction(does: Behaviour): string {
  const async = 'async' in does && does.async ? 'async ' : ''
  switch (does.kind) {
    case 'same':
      return 'one => one'
    case 'compares':
      return '(a, b) => (a < b ? -1 : a > b ? 1 : 0)'
    case 'exceeds':
      return `one => one > ${does.than}`
    case 'equals':
      return '(a, b) => a === b'
    case 'throws':
      return `${async}() => { throw new Error(${JSON.stringify(does.message)}) }`
    case 'answers':
      return does.of.length === 1
        ? `${async}() => (${plainly(does.of[0]!)})`
        : `${async}(...args) => /* by its arguments one of */ [${does.of.map(plainly).join(', ')}][0]`
  }
}
