import { type Decoy, decoy } from './site.ts'

export const turnDecoys: Decoy[] = [
  decoy(
    'keys of an object that gets more in the loop',
    'what is added in between is a key as well',
    `export function subject(list: string[], known: Record<string, number>): number {
  let found = 0
  for (const one of list) {
    if (Object.keys(known).includes(one)) found++
    known[one] = 1
  }
  return found
}
`,
  ),
  decoy(
    'keys of an object that a function has',
    'nobody knows what it does with it',
    `export function subject(list: string[], known: Record<string, number>, tell: (one: string) => void): void {
  for (const one of list) if (Object.keys(known).includes(one)) tell(one)
}
`,
  ),
  decoy(
    'keys of another object in each turn',
    'its name means another one later',
    `export function subject(list: Record<string, number>[]): number {
  let found = 0
  let last: Record<string, number> = {}
  for (const one of list) {
    found += Object.keys(last).length
    last = one
  }
  return found
}
`,
  ),
  decoy(
    'keys of an object without a type.js',
    'it may be one that runs code when it is asked for its keys',
    'export const subject = (list, known) => list.filter(one => Object.keys(known).includes(one))\n',
  ),
  decoy(
    'keys of anything',
    'it may be nothing, which throws where there is a turn',
    'export const subject = (list: string[], known: any) => list.filter(one => Object.keys(known).includes(one))\n',
  ),
  decoy(
    'keys of what may not be there',
    'where it is not there no turn comes so far',
    `export function subject(list: string[], known?: Record<string, number>): string[] {
  return list.filter(one => known !== undefined && Object.keys(known).includes(one))
}
`,
  ),
  decoy(
    'keys of a part that may not be there',
    'where it is not there no turn comes so far',
    `export function subject(list: string[], options: { known?: Record<string, number> }): string[] {
  return list.filter(one => options.known && Object.keys(options.known).includes(one))
}
`,
  ),
  decoy(
    'keys of what stands at a place',
    'there may be nothing at it, and then no turn comes',
    `export function subject(list: string[], all: Record<string, number>[]): string[] {
  const known = all[list.length]
  return list.filter(one => Object.keys(known).includes(one))
}
`,
  ),
  decoy(
    'keys of a part of what stands by a key',
    'there may be nothing by it, and then no turn comes',
    `export function subject(list: string[], all: Record<string, Record<string, number>>): string[] {
  const { known } = all
  return list.filter(one => Object.keys(known).includes(one))
}
`,
  ),
  decoy(
    'keys of an object that a function may ask for before it is there',
    'where no turn comes, nobody asks',
    `const known: Record<string, number> = {}
export function subject(list: string[]): string[] {
  return list.filter(one => Object.keys(known).includes(one))
}
`,
  ),
  decoy(
    'values of an object with a getter',
    'a getter gives another value in each turn',
    `export class Clock { get time(): number { return Math.random() } start = 0 }
export const subject = (list: number[], clock: Clock) => list.filter(one => Object.values(clock).includes(one))
`,
  ),
  decoy(
    'keys that are altered',
    'in the next turn they would be fewer',
    `export function subject(list: string[], known: Record<string, number>): string[] {
  const found: string[] = []
  for (const one of list) {
    const left = Object.keys(known)
    left.push(one)
    for (const other of left) found.push(other)
  }
  return found
}
`,
  ),
  decoy(
    'keys that are given away',
    'whoever has them sees that they are the same each time, and may alter them',
    `export function subject(list: string[], known: Record<string, number>): string[][] {
  return list.map(() => Object.keys(known))
}
`,
  ),
  decoy(
    'pairs that are given away',
    'each pair was another one in each turn',
    `export function subject(list: string[], known: Record<string, number>): [string, number][] {
  const found: [string, number][] = []
  for (const one of list) for (const pair of Object.entries(known)) if (pair[0] === one) found.push(pair)
  return found
}
`,
  ),
  decoy(
    'pairs that are found',
    'each pair was another one in each turn',
    `export const subject = (list: string[], known: Record<string, number>) =>
  list.map(one => Object.entries(known).find(([key]) => key === one))
`,
  ),
  decoy(
    'a Set that is added to',
    'in the next turn it would have more',
    `export function subject(lists: string[][], names: string[]): number {
  let found = 0
  for (const list of lists) {
    const known = new Set(names)
    for (const one of list) { if (known.has(one)) found++; known.add(one) }
  }
  return found
}
`,
  ),
  decoy(
    'a Set that is given away',
    'whoever has it sees that it is the same each time',
    'export const subject = (list: string[], names: string[]) => list.map(() => new Set(names))\n',
  ),
  decoy(
    'a Map that gives what is made with it',
    'what it gives was another one in each turn',
    `export const subject = (list: string[], names: string[]) =>
  list.map(one => {
    const made = new Map(names.map(name => [name, { name }]))
    return made.get(one)
  })
`,
  ),
  decoy(
    'a Set of a list that grows',
    'what is pushed in between is in it as well',
    `export function subject(list: string[]): string[] {
  const seen: string[] = []
  for (const one of list) if (!new Set(seen).has(one)) seen.push(one)
  return seen
}
`,
  ),
  decoy(
    'a Set of a copy of a list that grows',
    'what is pushed in between is in it as well',
    `export function subject(list: string[]): string[] {
  const seen: string[] = []
  for (const one of list) if (!new Set(seen.slice()).has(one)) seen.push(one)
  return seen
}
`,
  ),
  decoy(
    'a Map that gives lists which are made with it',
    'what it gives was another one in each turn',
    `export const subject = (list: string[], names: string[]) =>
  list.map(one => {
    const made = new Map(names.map(name => [name, name.split('')] as const))
    return made.get(one)
  })
`,
  ),
  decoy(
    'a Set of what is there in each turn',
    'it is another one in each turn',
    'export const subject = (lists: string[][]) => lists.filter(list => new Set(list).has("a"))\n',
  ),
  decoy(
    'parts of a text that are made anew by a pattern of its own',
    'nobody knows what it does',
    `export function subject(lines: string[], path: string, at: { [Symbol.split](text: string): string[] }): string[] {
  return lines.filter(line => path.split(at).includes(line))
}
`,
  ),
  decoy(
    'what a text that may be wrong stands for',
    'it throws where there is a turn',
    'export const subject = (lines: string[], text: string) => lines.filter(line => JSON.parse(text).includes(line))\n',
  ),
  decoy(
    'keys that are listed once',
    'there is no loop',
    `export function subject(known: Record<string, number>): string[] {
  const found: string[] = []
  for (const key of Object.keys(known)) found.push(key)
  return found
}
`,
  ),
  decoy(
    'keys that are listed for each call',
    'nobody knows when it is called',
    `export function subject(list: string[], known: Record<string, number>): (() => number)[] {
  const kept: (() => number)[] = []
  for (const one of list) kept.push(() => Object.keys(known).length + one.length)
  return kept
}
`,
  ),
  decoy(
    'keys while something is waited for',
    'while it waits anybody can add one',
    `export async function subject(list: string[], known: Record<string, number>): Promise<number> {
  let found = 0
  for (const one of list) {
    await null
    if (Object.keys(known).includes(one)) found++
  }
  return found
}
`,
  ),
  decoy(
    'an Object of its own',
    'the name means another thing here',
    `const Object = { keys: (of: { [key: string]: number }) => [String(Math.random()), String(of)] }
export const subject = (list: string[], known: { [key: string]: number }) => list.filter(one => Object.keys(known).includes(one))
`,
  ),
  decoy(
    'a limit of the module that is declared below',
    'a function of the module may be called before it has its value',
    `export const subject = (list: number[]) => list.filter(one => one > 1 || one > limit)[0]
const limit = 1
`,
  ),
]
