import { type SlowSite, ts } from './site.ts'

export const turns: SlowSite[] = [
  ts(
    'once-before-loop',
    'keys of an object, in the condition of a loop and in its turns',
    `export function subject(sizes: Record<string, number>): number {
  let sum = 0
  for (let at = 0; at < Object.keys(sizes).length; at++) {
    sum += sizes[Object.keys(sizes)[at]!]!
  }
  return sum
}
`,
    ['{ a: 1, b: 2 }', '{}'],
  ),
  ts(
    'once-before-loop',
    'a Set that is made for each',
    `export interface User { name: string; roles: string[] }
export const subject = (users: User[], allowed: { roles: string[] }) =>
  users.filter(user => {
    const known = new Set(allowed.roles.map(role => role.toLowerCase()))
    return user.roles.some(role => known.has(role))
  })
`,
    [
      "[{ name: 'a', roles: ['x'] }, { name: 'b', roles: ['z'] }], { roles: ['X', 'y'] }",
      '[], { roles: [] }',
    ],
  ),
  ts(
    'once-before-loop',
    'parts of a text',
    `export function subject(lines: string[], path: string): string[] {
  const found: string[] = []
  for (const line of lines) {
    for (const part of path.split('/')) {
      if (part !== '' && line.startsWith(part)) found.push(line + part)
    }
  }
  return found
}
`,
    ["['ab', 'cd'], 'a/c//ab'", "[], 'a'", "['a'], ''"],
  ),
  ts(
    'once-before-loop',
    'a Map of pairs, and the pairs of an object',
    `export function subject(names: string[], pairs: [string, { size: number }][], more: Record<string, number>): number {
  let sum = 0
  names.forEach(name => {
    const sizes = new Map(pairs)
    sum += sizes.get(name)?.size ?? 0
    for (const [key, value] of Object.entries(more)) if (key === name) sum += value
  })
  return sum
}
`,
    [
      "['a', 'b', 'c'], [['a', { size: 1 }], ['b', { size: 2 }], ['a', { size: 3 }]], { b: 10, c: 20 }",
      '[], [], {}',
    ],
  ),
  ts(
    'once-before-loop',
    'values, while something is left',
    `export interface Limits { low: number; high: number }
export function subject(start: number, limits: Limits): number {
  let left = start
  while (left > 0 && !Object.values(limits).includes(left)) left -= 1
  return left
}
`,
    ['9, { low: 3, high: 20 }', '2, { low: 3, high: 3 }', '0, { low: 0, high: 0 }'],
  ),
]
