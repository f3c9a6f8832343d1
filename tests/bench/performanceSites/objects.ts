import { js, type SlowSite, ts } from './site.ts'

export const objects: SlowSite[] = [
  ts(
    'spread-in-reduce',
    'by what they are called',
    `export interface Item { id: string; size: number }
export function subject(items: Item[]): Record<string, Item> {
  return items.reduce((all, one) => ({ ...all, [one.id]: one }), {} as Record<string, Item>)
}
`,
    [
      "[{ id: 'a', size: 1 }, { id: 'b', size: 2 }, { id: 'a', size: 3 }]",
      '[]',
      "[{ id: '__proto__', size: 1 }]",
    ],
  ),
  ts(
    'spread-in-reduce',
    'by number, in a block',
    `export function subject(list: string[]): Record<number, string> {
  return list.reduce<Record<number, string>>((all, one, at) => {
    const half = at / 2
    return { ...all, [half]: one }
  }, {})
}
`,
    ["['a', 'b', 'c']", '[]'],
  ),
  js(
    'spread-in-reduce',
    'values of an object, one by one',
    'export const subject = (all, by) => Object.keys(all).reduce((made, key) => ({ ...made, [key]: by(all[key], key) }), {})\n',
    ['{ a: 1, b: 2 }, (one, key) => key + one', '{}, null', 'JSON.parse(\'{"__proto__": 1}\'), one => one'],
  ),
  js(
    'spread-in-reduce',
    'entries of an object, some of them',
    `export function subject(configs) {
  return Object.entries(configs)
    .filter(([, value]) => !!value)
    .reduce((all, [key, value]) => ({ ...all, [key]: value }), {})
}
`,
    ['{ a: 1, b: 0, c: [] }', '{}'],
  ),
  js(
    'spread-in-reduce',
    'keys with something in front',
    `export const subject = text => text === undefined ? {} : String(text).split(' ').reduce((all, word) => {
  return { ...all, [\`data-\${word}\`]: word.length }
}, {})
`,
    ["'a bb a'", 'undefined', "''"],
  ),
  ts(
    'spread-in-reduce',
    'a list of holes, whose type does not tell',
    `export function subject(count: number): Record<string, number> {
  const list = new Array<string>(count)
  if (count > 2) list[1] = 'a'
  return list.reduce((all, one) => ({ ...all, [one]: 1 }), {} as Record<string, number>)
}
`,
    ['3', '1', '0'],
  ),
  ts(
    'spread-in-reduce',
    'a list that is emptied on the way',
    `export function subject(list: string[]): Record<string, string> {
  return list.reduce((all, one) => ({ ...all, [one]: list.pop()! }), {} as Record<string, string>)
}
`,
    ["['a', 'b', 'c', 'd']", '[]'],
  ),
  js(
    'spread-in-reduce',
    'a list that is emptied by the name that reduce hands over',
    'export const subject = one => Object.keys(one).reduce((all, key, at, keys) => ({ ...all, [key]: keys.pop() }), {})\n',
    ['{ a: 1, b: 2, c: 3 }', '{}'],
  ),
  ts(
    'spread-in-reduce',
    'a list with holes',
    'export const subject = (list: (string | undefined)[]) => list.reduce((all, one) => ({ ...all, [String(one)]: one }), {})\n',
    ["['a', , 'b']", "['a', undefined]"],
  ),
  ts(
    'spread-in-reduce',
    'one of three ways, and one that adds nothing',
    `export const subject = (list: string[], by: Record<string, number>) => list.reduce<Record<string, number>>((all, one) => {
  if (one === '') return all
  const size = by[one]
  return size === undefined ? all : (size > 1 ? { ...all, [one]: size } : { ...all, [one + one]: -size })
}, {})
`,
    ["['a', '', 'b', 'c'], { a: 1, b: 2 }", '[], {}', "['__proto__'], {}"],
  ),
  ts(
    'define-in-reduce',
    'how often each word is there',
    `export function subject(words: string[]): Record<string, number> {
  return words.reduce((all, word) => ({ ...all, [word]: (all[word] ?? 0) + 1 }), {} as Record<string, number>)
}
`,
    ["['a', 'b', 'a']", "['constructor', '__proto__', '2', '1', '2']", '[]'],
  ),
  ts(
    'define-in-reduce',
    'lists by a key, none of them added to',
    `export const subject = (words: string[], by: (word: string) => string) => words.reduce((all, one) => {
  const key = by(one)
  return { ...all, [key]: [...(all[key] ?? []), one] }
}, {} as Record<string, string[]>)
`,
    ["['a', 'b', 'cc', 'd'], one => String(one.length)", "['a'], () => '__proto__'", '[], null'],
  ),
  ts(
    'concat-in-reduce',
    'lists in a list',
    'export const subject = (lists: string[][]) => lists.reduce((all, one) => all.concat(one), [])\n',
    ["[['a'], [], ['b', 'c']]", '[]'],
  ),
  ts(
    'concat-in-reduce',
    'lists of what is in each',
    `export interface Node { name: string; tags: string[] }
export function subject(nodes: Node[]): string[] {
  return nodes.map(node => node.tags).reduce((all, tags) => all.concat(tags), [] as string[])
}
`,
    ["[{ name: 'a', tags: ['x', 'y'] }, { name: 'b', tags: [] }]", '[]'],
  ),
  ts(
    'copy-in-loop',
    'every element',
    `export function subject(list: number[]): number[] {
  let all: number[] = []
  for (const one of list) {
    all = [...all, one * 2]
  }
  return all
}
`,
    ['[1, 2, NaN]', '[]'],
  ),
  js(
    'copy-in-loop',
    'in a loop in a loop',
    `export function subject(rows) {
  let cells = [];
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) {
      if (row[at]) cells = [...cells, row[at], cells.length];
    }
  }
  return cells.reverse();
}
`,
    ['[[1, 0, 2], [], [3]]', '[]'],
  ),
  js(
    'copy-in-loop',
    'pages, while there are more',
    `export async function subject(load) {
  let all = []
  let page = 0
  while (page !== null) {
    const { items, next } = await load(page)
    all = [...all, ...items]
    page = next
  }
  return all
}
`,
    ['async page => ({ items: [page, page], next: page < 3 ? page + 1 : null })'],
  ),
  ts(
    'unique-set',
    'words',
    'export const subject = (words: string[]) => words.filter((word, at) => words.indexOf(word) === at)\n',
    ["['a', 'b', 'a', '']", '[]'],
  ),
  ts(
    'unique-set',
    'objects, by the list that is handed over',
    `export interface Item { id: string }
export function subject(ids: string[], items: Item[]): Item[] {
  const found = ids.map(id => items.find(one => one.id === id)!)
  return found.filter((one, at, all) => all.indexOf(one) === at)
}
`,
    ["['a', 'b', 'a'], [{ id: 'a' }, { id: 'b' }]", '[], []'],
  ),
  js(
    'unique-set',
    'parts of a text',
    `export function subject(text) {
  return \`\${text}\`.split(',').filter((one, at, all) => at === all.indexOf(one)).join()
}
`,
    ["'a,b,a,,'", "''"],
  ),
]
