import { type SlowSite, ts } from './site.ts'

export const sorts: SlowSite[] = [
  ts(
    'sort-for-one',
    'the first of the texts',
    `export function subject(words: readonly string[]): string | undefined {
  return [...words].sort()[0]
}
`,
    [
      "['b', 'a', 'c']",
      '[]',
      "['\\ud83d\\ude00', '\\uffff', 'x']",
      "['\\uffff', '\\ud83d\\ude00']",
      "['', 'a']",
    ],
  ),
  ts(
    'sort-for-one',
    'the last of the texts, by two names',
    `export const subject = (words: string[]) => [words.slice().sort().at(-1) ?? 'none', Array.from(words).sort()[words.length - 1]]
`,
    ["['b', 'a', 'c']", '[]', "['\\ud83d\\ude00', '\\uffff']"],
  ),
  ts(
    'sort-for-one',
    'the first of those that are the same in their order',
    `export interface Item { id: string; name: string }
export const subject = (items: Item[]) => [
  [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))[0],
  [...items].sort((a, b) => (a.id > b.id ? -1 : a.id < b.id ? 1 : 0))[0],
]
`,
    [
      "[{ id: 'b', name: '1' }, { id: 'a', name: '2' }, { id: 'a', name: '3' }, { id: 'b', name: '4' }]",
      '[]',
    ],
  ),
  ts(
    'sort-for-one',
    'the last of those that are the same in their order',
    `export interface Item { id: bigint; name: string }
export const subject = (of: { items: Item[] }) => [
  [...of.items].sort((a, b) => (b.id < a.id ? 1 : b.id > a.id ? -1 : 0)).at(-1)?.name,
  [...of.items].sort((a, b) => (b.id > a.id ? 1 : a.id > b.id ? -1 : 0))[of.items.length - 1]?.name,
]
`,
    [
      "{ items: [{ id: 2n, name: '1' }, { id: 1n, name: '2' }, { id: 1n, name: '3' }, { id: 2n, name: '4' }] }",
      '{ items: [] }',
    ],
  ),
  ts(
    'sort-for-one',
    'the longest',
    `export interface Row { cells: string[] }
export const subject = (rows: Row[], words: string[]) => [
  rows.slice().sort((a, b) => b.cells.length - a.cells.length)[0],
  [...words].sort((a, b) => a.length - b.length).at(0),
  [...words].sort((a, b) => a.length - b.length).at(-1),
]
`,
    ["[{ cells: ['a'] }, { cells: ['a', 'b'] }, { cells: ['c', 'd'] }], ['bb', 'a', 'b', 'cc']", '[], []'],
  ),
]
