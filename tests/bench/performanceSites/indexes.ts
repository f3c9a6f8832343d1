import { js, type SlowSite, ts } from './site.ts'

/** Lists that stay the same, and are gone through for each call of a function that is given out. */
export const indexes: SlowSite[] = [
  ts(
    'kept-index',
    'the first with a name',
    `export interface Item { readonly name: string; size: number }
function createSearch(items: readonly Item[]) {
  const all = [...items]
  return {
    find(name: string): Item | undefined {
      return all.find(one => one.name === name)
    },
    largest: () => most(all),
  }
}
function most(list: readonly Item[]): number {
  return Math.max(...list.map(one => one.size))
}
export function subject(items: Item[], names: string[]): unknown {
  const search = createSearch(items)
  return [...names.map(name => search.find(name)), search.largest()]
}
`,
    [
      "[{ name: 'a', size: 1 }, { name: 'b', size: 2 }, { name: 'a', size: 3 }], ['a', 'b', 'c', '']",
      "[], ['a']",
      "[{ name: '__proto__', size: 1 }], ['__proto__', 'constructor']",
    ],
  ),
  ts(
    'kept-index',
    'whether there is one, by a field of what is given',
    `export class Route {
  readonly path: string
  constructor(path: string) {
    this.path = path
  }
}
export interface Wanted { path: string; other: string }
const make = (paths: string[]) => {
  const routes = paths.map(path => new Route(path)) // all of them
  const isKnown = (wanted: Wanted): boolean => routes.some(route => wanted.path === route.path)
  return isKnown
}
export const subject = (paths: string[], asked: string[]): boolean[] => asked.map(path => make(paths)({ path, other: '' }))
`,
    ["['/', '/a', '/a'], ['/a', '/b', '']", "[], ['']"],
  ),
  js(
    'kept-index',
    'a list of words, asked by a function that is given back',
    `function stopper(text) {
  const words = String(text).split(' ');
  return word => !words.includes(word);
}
export function subject(text, all) {
  return all.filter(stopper(text));
}
`,
    ["'a b c', ['a', 'd', undefined, '']", "'', ['', NaN]"],
  ),
  js(
    'kept-index',
    'values of all kinds',
    `export function subject(given, asked) {
  const known = [...given]
  const isKnown = value => known.includes(value)
  return asked.map(value => isKnown(value))
}
`,
    ['[1, NaN, -0, undefined, null, "1"], [0, NaN, "1", 1n, null, undefined, {}]', '[], [1]'],
  ),
]
