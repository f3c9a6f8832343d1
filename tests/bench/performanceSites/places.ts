import { js, type SlowSite, ts } from './site.ts'

export const places: SlowSite[] = [
  ts(
    'first-match',
    'the first element that fits',
    `export interface Item { id: string; size: number }
export function subject(items: Item[], id: string): Item | undefined {
  return items.filter(one => one.id === id)[0]
}
`,
    ["[{ id: 'a', size: 1 }, { id: 'b', size: 2 }, { id: 'b', size: 3 }], 'b'", "[], 'a'"],
  ),
  ts(
    'first-match',
    'whether there is one',
    'export const subject = (list: number[], least: number) => list.filter(one => one >= least && one < 10).length > 0\n',
    ['[1, 2, 30], 2', '[NaN], 0', '[], 0'],
  ),
  ts(
    'first-match',
    'whether there is none',
    `export function subject(words: string[], start: string): string {
  if (words.filter(word => word.toLowerCase().startsWith(start)).length === 0) return 'none'
  return 'some'
}
`,
    ["['Ab', 'c'], 'a'", "['c'], 'a'", "[], ''"],
  ),
  ts(
    'first-match',
    'tags of the first that has them',
    `export interface Item { tags: string[]; name: string }
export const subject = (items: readonly Item[]) => items.filter(({ tags }) => tags.length > 1)[0]?.name
`,
    ["[{ tags: ['a'], name: 'x' }, { tags: ['a', 'b'], name: 'y' }]", '[]'],
  ),
  js(
    'queue-place',
    'a walk over a tree',
    `export function subject(root) {
  const names = []
  const queue = [root]
  while (queue.length > 0) {
    const node = queue.shift()
    names.push(node.name)
    for (const child of node.children) queue.push(child)
  }
  return names
}
`,
    [
      "{ name: 'a', children: [{ name: 'b', children: [{ name: 'd', children: [] }] }, { name: 'c', children: [] }] }",
    ],
  ),
  ts(
    'queue-place',
    'levels, with places to go on from',
    `export function subject(edges: Record<string, string[]>, from: string): Record<string, number> {
  const seen: Record<string, number> = { [from]: 0 };
  const queue: { name: string; depth: number }[] = [];
  queue.push({ name: from, depth: 0 });
  while (queue.length) {
    const { name, depth } = queue.shift()!;
    (edges[name] ?? []).forEach(next => {
      if (next in seen) return;
      seen[next] = depth + 1;
      queue.push({ name: next, depth: depth + 1 });
    });
  }
  return seen;
}
`,
    ["{ a: ['b', 'c'], b: ['d'], d: ['a'] }, 'a'"],
  ),
  js(
    'queue-place',
    'what is left of a copy, until something is found',
    `export function subject(list, fits) {
  const left = Array.from(list)
  let found = null
  while (left.length !== 0) {
    const one = left.shift()
    if (Array.isArray(one)) { left.push(...one.slice(0, 1)); continue }
    if (fits(one)) { found = one; break }
  }
  return found
}
`,
    ['[1, [4, 5], 3], one => one > 3', '[], null'].slice(0, 1),
  ),
  js(
    'regexp-literal',
    'a pattern with a slash and a class',
    "export const subject = text => String(text).replace(new RegExp('/+|[\\\\s\"]', 'g'), '-').split(new RegExp('-'))\n",
    ["'a//b c\"d'", "''"],
  ),
  ts(
    'regexp-literal',
    'a pattern with a place of its own',
    `export function subject(text: string): number[] {
  const digits = new RegExp('(\\\\d+)', 'g')
  const ends: number[] = []
  while (digits.exec(text)) ends.push(digits.lastIndex)
  return ends
}
`,
    ["'a1b22c'", "''"],
  ),
  js(
    'queue-place',
    'two queues beside each other',
    `export function subject(one, other) {
  const names = []
  const first = [one]
  while (first.length) {
    const node = first.shift()
    names.push(node.name)
    first.push(...node.kids)
  }
  const second = [other]
  while (second.length) {
    const node = second.shift()
    names.push(node.name)
    second.push(...node.kids)
  }
  return names
}
`,
    ["{ name: 'a', kids: [{ name: 'b', kids: [] }] }, { name: 'c', kids: [] }"],
  ),
]
