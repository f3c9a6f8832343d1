import { js, type SlowSite, ts } from './site.ts'

export const lookups: SlowSite[] = [
  ts(
    'set-lookup',
    'what is in one list and not in the other',
    'export const subject = (a: string[], b: string[]) => a.filter(one => !b.includes(one))\n',
    ["['a', 'b', 'c'], ['b']", "[], ['a']", "['a'], []"],
  ),
  ts(
    'set-lookup',
    'NaN and both zeros',
    `export function subject(a: number[], b: readonly number[]): number[] {
  return a.filter(one => b.includes(one))
}
`,
    ['[NaN, 0, -0, 1, 2], [NaN, -0, 2]', '[1], []'],
  ),
  ts(
    'set-lookup',
    'objects by what they are called',
    `export interface Item { id: string; size: number }
export function subject(items: Item[], chosen: string[]): number {
  let sum = 0
  for (const { id, size } of items) {
    if (chosen.indexOf(id) !== -1) sum += size
  }
  return sum
}
`,
    ["[{ id: 'a', size: 1 }, { id: 'b', size: 2 }], ['b', 'b']", "[], ['a']"],
  ),
  ts(
    'set-lookup',
    'a loop with a counter, and a list of its own',
    `export function subject(lines: string[], skipped: string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (skipped.indexOf(line) < 0 && line.startsWith('a')) kept.push(line)
  }
  return kept
}
`,
    ["['ab', 'ac', 'b'], ['ac']", '[], []'],
  ),
  ts(
    'set-lookup',
    'a list that is made first, whatever is called in between',
    `export function subject(text: string, use: (word: string) => string): string[] {
  const stops = text.slice(0, 20).split(' ').map(use)
  return text.split(' ').map(use).filter(word => !stops.includes(use(word)))
}
`,
    ["'a b c d e f g h i j k l m n a b z', one => one"],
  ),
  js(
    'set-lookup',
    'keys of two objects',
    `export function subject(a, b) {
  const known = Object.keys(b)
  return Object.keys(a).filter(key => !known.includes(key))
}
`,
    ['{ a: 1, b: 2 }, { b: 3 }', '{}, {}'],
  ),
  js(
    'set-lookup',
    'words of a text, in a loop without brackets around it',
    `export function subject(one, other) {
  const words = String(other).split(' ')
  const found = []
  for (const word of String(one).split(' '))
    if (words.indexOf(\`\${word}\`) >= 0) found.push(word)
  return found
}
`,
    ["'a b c', 'b c d'", "'', ''"],
  ),
  ts(
    'set-lookup',
    'every, in a method',
    `class Roles {
  constructor(private readonly needed: string[]) {}
  covers(given: string[]): boolean {
    return this.needed.every(one => given.includes(one))
  }
}
export const subject = (needed: string[], given: string[]) => new Roles(needed).covers(given)
`,
    ["['a'], ['a', 'b']", "['c'], ['a']", '[], []'],
  ),
  ts(
    'constant-set',
    'words of a language',
    `const RESERVED = ['if', 'else', 'for', 'while', 'do', 'switch', 'case', 'break', 'return']
export const subject = (words: string[]) => words.filter(word => !RESERVED.includes(word))
`,
    ["['if', 'a', 'return']", '[]'],
  ),
  ts(
    'constant-set',
    'with a type of its own',
    `const CODES: readonly number[] = [200, 201, 204, 301, 302, 304, 307, 308]
export function subject(code: number): boolean {
  return !CODES.includes(code)
}
`,
    ['200', '500', 'NaN'],
  ),
  js(
    'constant-set',
    'two questions, in CommonJS',
    `const VOID = ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link']
const isVoid = tag => VOID.includes(tag)
exports.subject = (tag, other) => isVoid(tag) || VOID.indexOf(String(other)) !== -1
`,
    ["'br', 'p'", "'p', 'hr'", "'p', undefined", 'undefined, 3'],
  ),
  ts(
    'set-lookup',
    'two loops beside each other',
    `export function subject(a: string[], b: string[]): number {
  let found = 0
  for (const one of a) if (b.includes(one)) found++
  for (const one of a) if (!b.includes(one)) found--
  return found
}
`,
    ["['a', 'b', 'c'], ['a', 'b']", "[], ['a']"],
  ),
  ts(
    'set-lookup',
    'in a callback of a callback',
    `export const subject = (lists: string[][], b: string[]) => lists.map(list => list.filter(one => b.includes(one)))
`,
    ["[['a', 'b'], ['c']], ['a']", '[], []'],
  ),
  ts(
    'set-lookup',
    'in functions that are kept for later, when the list is another',
    `export function subject(a: string[], b: string[]): string[][] {
  const kept: ((more: string[]) => string[])[] = []
  for (const one of a) kept.push(more => more.filter(other => b.includes(one + other)))
  b.push('zz')
  return kept.map(one => one(['z']))
}
`,
    ["['z', 'a'], ['az']"],
  ),
]
