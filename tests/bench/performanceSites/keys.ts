import { type SlowSite, ts } from './site.ts'

export const keys: SlowSite[] = [
  ts(
    'map-lookup',
    'what belongs to each, in copies',
    `export interface Team { id: string; name: string }
export interface User { name: string; teamId: string }
export const subject = (users: User[], teams: Team[]) =>
  users.map(user => ({ ...user, team: teams.find(team => team.id === user.teamId) }))
`,
    [
      "[{ name: 'a', teamId: 'y' }, { name: 'b', teamId: 'z' }], [{ id: 'x', name: '1' }, { id: 'y', name: '2' }, { id: 'y', name: '3' }]",
      '[], []',
      "[{ name: 'a', teamId: 'y' }], []",
    ],
  ),
  ts(
    'map-lookup',
    'numbers, among them NaN and both zeros',
    `export interface Item { id: number; size: number }
export function subject(ids: number[], items: readonly Item[]): (number | undefined)[] {
  const sizes: (number | undefined)[] = []
  for (const id of ids) {
    const item = items.find(one => one.id === id)
    sizes.push(item?.size)
  }
  return sizes
}
`,
    [
      '[NaN, 0, -0, 2, 3], [{ id: NaN, size: 1 }, { id: -0, size: 2 }, { id: 0, size: 3 }, { id: 2, size: 4 }]',
      '[], []',
    ],
  ),
  ts(
    'map-lookup',
    'places, by a key that may be left out',
    `export interface Node { id: string; parent?: string }
export function subject(nodes: Node[]): number[] {
  const places: number[] = []
  for (const node of nodes) {
    const place = nodes.findIndex(({ id }) => id === node.parent)
    if (nodes.findIndex(({ id }) => node.id === id) >= 0) places.push(place)
  }
  return places
}
`,
    ["[{ id: 'a' }, { id: 'b', parent: 'a' }, { id: 'a', parent: 'b' }, { id: 'c', parent: 'x' }]", '[]'],
  ),
  ts(
    'map-lookup',
    'whether there is one, and whether there is none',
    `export interface Item { owner: { name: string } | null }
export function subject(names: string[], items: Item[]): string[] {
  return names.filter(name => items.some(item => name === item.owner?.name) || items.filter(item => item.owner?.name === name).length === 0)
}
`,
    ["['a', 'b'], [{ owner: { name: 'a' } }, { owner: null }]", "['a'], []"],
  ),
  ts(
    'map-lookup',
    'the first of those that filter gives, in a callback of a loop',
    `export interface Line { code: string; rows: { code: string }[] }
export function subject(lines: Line[], prices: { code: string; price: bigint }[]): bigint {
  let sum = 0n
  for (const { rows } of lines) {
    rows.forEach(row => {
      const found = prices.filter(price => price.code.toLowerCase() === row.code.toLowerCase())[0]
      sum += found ? found.price : 0n
    })
  }
  return sum
}
`,
    [
      "[{ code: 'x', rows: [{ code: 'A' }, { code: 'b' }, { code: 'c' }] }], [{ code: 'a', price: 1n }, { code: 'B', price: 2n }, { code: 'b', price: 5n }]",
      '[], []',
    ],
  ),
  ts(
    'map-lookup',
    'by a list of objects themselves',
    `export interface Person { name: string }
export interface Chair { of: Person; at: number }
export function subject(people: Person[], count: number): number[] {
  const chairs: Chair[] = people.slice(0, count).map((of, at) => ({ of, at }))
  const found: number[] = []
  people.forEach(person => {
    const chair = chairs.find(({ of }) => of === person)
    if (chair) found.push(chair.at)
  })
  return found
}
`,
    ["[{ name: 'a' }, { name: 'b' }, { name: 'a' }], 2", '[], 0'],
  ),
]
