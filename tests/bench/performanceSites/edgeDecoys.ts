import { type Decoy, decoy } from './site.ts'

export const edgeDecoys: Decoy[] = [
  decoy(
    'a step that is tried.js',
    'what fails half way is caught, and the list so far is given as it was',
    `export const subject = (...lists) => lists.reduce((all, one) => {
  try { return [...all, ...one()] } catch {}
  return all
}, [])
`,
  ),
  decoy(
    'a step with something to do finally.js',
    'what is done finally sees the list so far as it was',
    `export function subject(...list) {
  const sizes = []
  list.reduce((all, one) => {
    try { if (one) return [...all, one] } finally { sizes.push(all.length) }
    return all
  }, [])
  return sizes
}
`,
  ),
  decoy(
    'a step with a name.js',
    'it is called by its name, with a list that others have',
    `const shared = []
export function subject(...list) {
  list.reduce(function step(all, one) {
    if (one === 0) step(shared, 1)
    return [...all, one]
  }, [])
  return shared
}
`,
  ),
  decoy(
    'elements of a type that is open',
    'a part of a type that callers choose may be a number',
    `export function subject<T extends { id: unknown }>(ids: T['id'][]): T['id'][] {
  return ids.filter((one, at) => ids.indexOf(one) === at)
}
`,
  ),
  decoy(
    'elements of which only a method is known',
    'a number has that method as well',
    `export interface Printable { toString(): string }
export const subject = (list: Printable[]) => list.filter((one, at) => list.indexOf(one) === at)
`,
  ),
  decoy(
    'numbers with a brand',
    'they are numbers',
    `export type Id = number & { readonly brand: 'id' }
export const subject = (list: Id[]) => list.filter((one, at) => list.indexOf(one) === at)
`,
  ),
  decoy(
    'lists of a type that is open',
    'what callers choose may be undefined, and then there may be holes',
    `export const subject = <T extends { x: unknown }>(lists: T['x'][][]) => lists.reduce((all, one) => all.concat(one), [])
`,
  ),
  decoy(
    'a statement that would begin with a bracket',
    'it would go on with what stands above it',
    `export function subject(words: string[], tell: (word: string) => void): string[] {
  const all = words
  words.filter((one, at) => words.indexOf(one) === at).forEach(tell)
  return all
}
`,
  ),
  decoy(
    'a statement that would begin with a slash.js',
    'it would divide what stands above it',
    `export function subject(text) {
  const all = text
  new RegExp('x', 'g').test(text)
  return all
}
`,
  ),
  decoy(
    'a pattern that is tried.js',
    'where it is not allowed a literal would keep the whole module from being read',
    `export function subject(text) {
  try { return new RegExp('(?<=a)b').test(text) } catch { return false }
}
`,
  ),
  decoy(
    'a variable of an inner block.js',
    'it is there outside of it without its value',
    `export function subject(made, list) {
  if (made) { var known = Object.keys(made) }
  const found = []
  for (const one of list) if (known.includes(one)) found.push(one)
  return found
}
`,
  ),
  decoy(
    'a variable of another case',
    'it is there without its value',
    `export function subject(kind: number, a: string[], b: string[]): number {
  let found = 0
  switch (kind) {
    case 1:
      const known = b.slice(0)
      found += known.length
      break
    case 2: {
      for (const one of a) if (known.includes(one)) found++
    }
  }
  return found
}
`,
  ),
  decoy(
    'a list that is pushed to by its first name',
    'both names mean the same list',
    `export function subject(a: string[]): string[] {
  const known: string[] = []
  const same = known
  for (const one of a) if (!same.includes(one)) known.push(one)
  return known
}
`,
  ),
  decoy(
    'a list that is handed over to who pushes to it',
    'both names mean the same list',
    `export function subject(a: string[]): string[] {
  const known: string[] = []
  const add = (more: string[], there: string[]) => {
    for (const one of more) if (!there.includes(one)) known.push(one)
  }
  add(a, known)
  return known
}
`,
  ),
  decoy(
    'a list that is handed over to an expression that pushes to it',
    'both names mean the same list',
    `export function subject(a: string[]): string[] {
  const known: string[] = []
  const add = (more: string[], there: string[]) => more.map(one => there.includes(one) || known.push(one))
  add(a, known)
  return known
}
`,
  ),
  decoy(
    'a callback that may be anything',
    'nobody knows what it does',
    `export function subject(a: string[], b: string[], visit: any): number {
  let found = 0
  for (const one of a) {
    if (b.includes(one)) found++
    a.forEach(visit)
  }
  return found
}
`,
  ),
  decoy(
    'a loop over what is put into a property',
    'it empties the list by another name',
    `export function subject(a: string[], b: string[]): number {
  const same = b
  let found = 0
  for (const one of a) {
    if (b.includes(one)) found++
    for (same.length of [0]) found += 0
  }
  return found
}
`,
  ),
  decoy(
    'a question in a question',
    'each of both would be written over the other',
    `const WORDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'true']
export const subject = (one: string) => WORDS.includes(String(WORDS.includes(one)))
`,
  ),
  decoy(
    'a constant of a script.js',
    'every other script has it too',
    `const WORDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
function subject(one) { return WORDS.includes(one) }
`,
  ),
  decoy(
    'a sum of what may be empty',
    'it throws for an empty list',
    'export const subject = (list: { sizes: number[] }[]) => list.filter(one => one.sizes.reduce((a, b) => a + b) > 1)[0]\n',
  ),
  decoy(
    'a first element that may not be there',
    'where there is none it throws',
    'export const subject = (list: { tags: string[] }[]) => list.filter(({ tags: [first] }) => first.length > 1)[0]\n',
  ),
  decoy(
    'an element that is kept and may not be there',
    'where there is none it throws',
    `export function subject(list: number[], names: string[]): number | undefined {
  return list.filter(one => {
    const name = names[one]
    return name.length > 1
  })[0]
}
`,
  ),
  decoy(
    'a width that may be too large',
    'a text that is too long is an error',
    "export const subject = (list: number[]) => list.filter(one => 'a'.padEnd(one).length > 1)[0]\n",
  ),
  decoy(
    'elements that were never there',
    'filter passes over them, and a Set has undefined for them',
    `export function subject(count: number): string[] {
  const list = new Array<string>(count)
  list[count] = 'a'
  return list.filter((one, at) => list.indexOf(one) === at)
}
`,
  ),
  decoy(
    'a limit that is declared below',
    'it is an error to read it, where an element leads to that',
    `export function subject(list: number[]): number | undefined {
  const found = list.filter(one => one > 1 || one > limit)[0]
  const limit = 1
  return found
}
`,
  ),
  decoy(
    'a variable that is said to be there',
    'where it is not, it is an error to read from it',
    `export function subject(list: number[]): number | undefined {
  let other!: { least: number }
  return list.filter(one => one > 1 || one > other.least)[0]
}
`,
  ),
  decoy(
    'a pattern that something is divided by.js',
    'two slashes begin a comment',
    "export const subject = one => one /new RegExp('b')\n",
  ),
]
