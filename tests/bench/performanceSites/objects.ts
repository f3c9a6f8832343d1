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
