import { js, type SlowSite, ts } from './site.ts'

const from = (repository: string, commit: string, sites: SlowSite[]): SlowSite[] =>
  sites.map(one => ({ ...one, source: `${repository}@${commit}` }))

/**
 * Places written after the state of public repositories before a commit that made them faster: each is a reproduction, small and in words of
 * our own, of one place that the commit names changed. They are what maintainers wanted to be faster, whether or not it can be proven.
 */
export const HISTORY: SlowSite[] = [
  ...from('sodiray/radash', '3271d3fe7ac93dfa10b921effd9154b1b11e9c0e', [
    ts(
      'spread-in-reduce',
      'an object of keys and values',
      `export function subject<K extends string | number | symbol, V>(keys: K[], valueOf: (key: K, at: number) => V): Record<K, V> {
  return keys.reduce((made, key, at) => ({ ...made, [key]: valueOf(key, at) }), {} as Record<K, V>)
}
`,
      ["['a', 2], (key, at) => [key, at]", '[], null'],
    ),
    ts(
      'spread-in-reduce',
      'an object by keys of any elements',
      `export const subject = <T, K extends string | number>(list: readonly T[], keyOf: (one: T) => K): Record<K, T> =>
  list.reduce((made, one) => ({ ...made, [keyOf(one)]: one }), {} as Record<K, T>)
`,
      ['[{ id: 1 }, { id: 2 }], one => one.id', '[], null'],
    ),
    ts(
      'define-in-reduce',
      'each element once, by a key',
      `export function subject<T>(list: readonly T[], keyOf: (one: T) => string): T[] {
  const known = list.reduce((made, one) => {
    const key = keyOf(one)
    if (made[key]) return made
    return { ...made, [key]: one }
  }, {} as Record<string, T>)
  return Object.values(known)
}
`,
      ["['a', 'b', 'a'], one => one"],
    ),
    ts(
      'copy-in-reduce',
      'lists of lists',
      `export const subject = <T>(lists: readonly T[][]): T[] => {
  return lists.reduce((all, list) => {
    return [...all, ...list]
  }, [] as T[])
}
`,
      ['[[1], [2, 3], []]', '[]'],
    ),
    ts(
      'copy-in-reduce',
      'elements of one list replaced by those of another',
      `export function subject<T>(list: readonly T[], others: readonly T[], keyOf: (one: T) => unknown): T[] {
  return list.reduce((all, one) => {
    const other = others.find(it => keyOf(it) === keyOf(one))
    if (other) return [...all, other]
    else return [...all, one]
  }, [] as T[])
}
`,
      ['[{ k: 1, n: 1 }, { k: 2, n: 2 }], [{ k: 2, n: 3 }], one => one.k', '[], [], null'],
    ),
    ts(
      'spread-in-reduce',
      'an object with other keys',
      `export function subject<V>(of: Record<string, V>, rename: (key: string, value: V) => string): Record<string, V> {
  const keys = Object.keys(of)
  return keys.reduce((made, key) => ({ ...made, [rename(key, of[key]!)]: of[key]! }), {} as Record<string, V>)
}
`,
      ['{ a: 1, b: 2 }, (key, value) => key + value', '{}, null'],
    ),
    ts(
      'spread-in-reduce',
      'an object with other values',
      `export function subject<V, W>(of: Record<string, V>, change: (value: V, key: string) => W): Record<string, W> {
  const keys = Object.keys(of)
  return keys.reduce((made, key) => ({ ...made, [key]: change(of[key]!, key) }), {} as Record<string, W>)
}
`,
      ['{ a: 1, b: 2 }, (value, key) => key + value', '{}, null'],
    ),
    ts(
      'spread-in-reduce',
      'an object with other entries',
      `export function subject<V, W>(of: Record<string, V>, change: (key: string, value: V) => [string, W]): Record<string, W> {
  return Object.entries(of).reduce((made, [key, value]) => {
    const [newKey, newValue] = change(key, value)
    return { ...made, [newKey]: newValue }
  }, {} as Record<string, W>)
}
`,
      ['{ a: 1, b: 2 }, (key, value) => [key + value, value]', '{}, null'],
    ),
    ts(
      'copy-in-reduce',
      'a list of what an object has',
      `export function subject<V, W>(of: Record<string, V>, make: (key: string, value: V) => W): W[] {
  const entries = Object.entries(of)
  return entries.reduce((all, entry) => {
    return [...all, make(entry[0], entry[1])]
  }, [] as W[])
}
`,
      ['{ a: 1, b: 2 }, (key, value) => key + value', '{}, null'],
    ),
  ]),
  ...from('sodiray/radash', '48e77f679c762f0b2ed610c0e176bfe3d6cc092a', [
    ts(
      'define-in-reduce',
      'how often each is there',
      `export const subject = <T>(list: readonly T[], keyOf: (one: T) => string): Record<string, number> =>
  list.reduce((counts, one) => {
    const key = keyOf(one)
    return { ...counts, [key]: (counts[key] ?? 0) + 1 }
  }, {} as Record<string, number>)
`,
      ["['a', 'b', 'a'], one => one"],
    ),
  ]),
  ...from('kurierjs/kurier', '5b397bd7fb5ba760357c8302b31cf736242117eb', [
    ts(
      'spread-in-reduce',
      'some of the keys of an object',
      `export function subject(object: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return names.reduce((made, name) => {
    const isThere = name in object
    return isThere ? { ...made, [name]: object[name] } : made
  }, {} as Record<string, unknown>)
}
`,
      ["{ a: 1, b: 2 }, ['a', 'c']"],
    ),
  ]),
  ...from('kurierjs/kurier', '09089ab7cb92329dbb58114648230561b8040d4f', [
    ts(
      'spread-in-reduce',
      'paths of two names',
      `export function subject(paths: string[][], types: Record<string, string>): Record<string, Record<string, string>> {
  return paths
    .filter(path => path.length > 1)
    .reduce(
      (made, [outer, inner]) => ({
        ...made,
        [outer!]: {
          [inner!]: types[outer!]!,
        },
      }),
      {} as Record<string, Record<string, string>>,
    )
}
`,
      ["[['a', 'b'], ['c'], ['d', 'e']], { a: 'x', d: 'y' }", '[], {}'],
    ),
  ]),
  ...from('kurierjs/kurier', '0dc2066cb135d419de85f469f5c37efaa736ce3e', [
    ts(
      'spread-in-reduce',
      'one property of each value',
      `export interface Relation { direct: string; other: string }
export function subject(relations: Record<string, Relation>): Record<string, string> {
  return Object.entries(relations).reduce(
    (made, [name, relation]) => ({
      ...made,
      [name]: relation.direct,
    }),
    {} as Record<string, string>,
  )
}
`,
      ["{ a: { direct: 'x', other: 'y' } }", '{}'],
    ),
  ]),
  ...from('fastify/fluent-json-schema', '8714db33ce7fc92ec3e6d43c71872763333538ff', [
    js(
      'spread-in-reduce',
      'patterns, each of which is looked at first',
      `export function subject(options, isGood, strip) {
  return Object.entries(options).reduce((made, [pattern, schema]) => {
    if (!isGood(schema)) {
      throw new TypeError('each must be a schema')
    }
    return {
      ...made,
      [pattern]: strip(schema, ['$schema']),
    }
  }, {})
}
`,
      [
        '{ a: 1, b: 2 }, () => true, (one, names) => [one, names]',
        '{ a: 1 }, () => false, null',
        '{}, null, null',
      ],
    ),
    js(
      'spread-in-reduce',
      'names, with a list or a schema each',
      `export function subject(options, strip) {
  return Object.keys(options).reduce((made, name) => {
    const schema = options[name]
    if (typeof schema !== 'object') throw new TypeError(name)
    return {
      ...made,
      [name]: Array.isArray(schema) ? schema : strip(schema),
    }
  }, {})
}
`,
      ['{ a: [1], b: {} }, () => 1', '{ a: 1 }, null'],
    ),
  ]),
  ...from('lint-staged/lint-staged', '9fe35d10767f88587ef52772d84587e849ab4fbe', [
    js(
      'spread-in-reduce',
      'configurations that were found',
      `export const subject = configs => {
  const found = Object.entries(configs)
    .filter(([, value]) => !!value)
    .reduce((acc, [key, value]) => ({ ...acc, [key]: value }), {})
  return found
}
`,
      ['{ a: 1, b: null }', '{}'],
    ),
  ]),
  ...from('elegantapp/pwa-asset-generator', 'cb9189bfc603219c267920a3b152b8809b9d72e6', [
    ts(
      'spread-in-reduce',
      'defaults of options',
      `export interface Options { size: number; name: string }
export function subject(flags: Record<keyof Options, { default?: string | number }>): Options {
  return Object.keys(flags)
    .filter(key => flags[key as keyof Options].hasOwnProperty('default'))
    .reduce((acc: Options, curr: string | keyof Options) => {
      return {
        ...acc,
        [curr]: flags[curr as keyof Options].default,
      }
    }, {} as Options)
}
`,
      ['{ size: { default: 1 }, name: {} }', '{}'],
    ),
  ]),
  ...from('toss/es-toolkit', '4ec747ea812bfe1d7c119c4bf9361ed03933d1e3', [
    ts(
      'set-lookup',
      'what is in the first list alone',
      `export function subject<T>(firstArr: T[], secondArr: T[]): T[] {
  return firstArr.filter(item => !secondArr.includes(item))
}
`,
      ['[1, 2, NaN], [NaN, 2]', '[], []'],
    ),
  ]),
  ...from('toss/es-toolkit', '576b136a1b79b61135ec8f5b75be550337f08ad4', [
    ts(
      'set-lookup',
      'what is in both lists',
      `export function subject<T>(firstArr: T[], secondArr: T[]): T[] {
  return firstArr.filter(item => {
    return secondArr.includes(item)
  })
}
`,
      ['[1, 2, NaN], [NaN, 2]', '[], []'],
    ),
  ]),
  ...from('vuejs/devtools', 'c8eba5a389a85b6077d48a38eabec132a999b2d6', [
    ts(
      'constant-set',
      'names that are built in',
      `export const builtins = ['nextTick', 'defineComponent', 'ref', 'reactive', 'computed', 'watch', 'watchEffect', 'h', 'inject']
export const subject = (state: Record<string, unknown>) => Object.keys(state).filter(key => !builtins.includes(key))
`,
      ['{ ref: 1, a: 2 }'],
    ),
  ]),
]
