import { type Decoy, decoy } from './site.ts'

export const lookupDecoys: Decoy[] = [
  decoy(
    'a list that grows in the loop',
    'what is pushed in between is to be found',
    `export function subject(list: string[]): string[] {
  const seen: string[] = []
  for (const one of list) {
    if (!seen.includes(one)) seen.push(one)
  }
  return seen
}
`,
  ),
  decoy(
    'a list that another name alters in the loop',
    'both names mean the same list',
    `export function subject(a: string[], b: string[]): void {
  const same = b
  for (const one of a) {
    if (!b.includes(one)) same.push(one)
  }
}
`,
  ),
  decoy(
    'a list that a function may alter',
    'nobody knows what it does',
    `export function subject(a: string[], b: string[], visit: (one: string) => void): void {
  for (const one of a) {
    if (!b.includes(one)) visit(one)
  }
}
`,
  ),
  decoy(
    'indexOf of numbers',
    'indexOf never finds NaN, a Set does',
    'export const subject = (a: number[], b: number[]) => a.filter(one => b.indexOf(one) === -1)\n',
  ),
  decoy(
    'indexOf of what may be left out',
    'indexOf passes over holes, a Set has undefined for them',
    'export const subject = (a: (string | undefined)[], b: (string | undefined)[]) => a.filter(one => b.indexOf(one) >= 0)\n',
  ),
  decoy(
    'a text',
    'a text includes parts of it',
    'export const subject = (a: string[], b: string) => a.filter(one => b.includes(one))\n',
  ),
  decoy(
    'a text or a list',
    'it may be a text',
    'export const subject = (a: string[], b: string | string[]) => a.filter(one => b.includes(one))\n',
  ),
  decoy(
    'a parameter without a type.js',
    'it may be anything that has includes',
    'export const subject = (a, b) => a.filter(one => !b.includes(one))\n',
  ),
  decoy(
    'a getter',
    'reading a property runs code',
    `export class Item {
  static all: string[] = []
  get name(): string { return String(Item.all.push('x')) }
}
export const subject = (items: Item[], names: string[]) => items.filter(one => names.includes(one.name))
`,
  ),
  decoy(
    'a property of anything',
    'nobody knows whether it is a getter',
    'export const subject = (items: any[], names: string[]) => items.filter(one => names.includes(one.name))\n',
  ),
  decoy(
    'from a place on',
    'a Set knows no places',
    'export const subject = (a: string[], b: string[]) => a.filter((one, at) => b.includes(one, at))\n',
  ),
  decoy(
    'the place itself',
    'where it stands is asked, and not whether',
    'export const subject = (a: string[], b: string[]) => a.map(one => b.indexOf(one))\n',
  ),
  decoy(
    'a list that is replaced',
    'its name means another list later',
    `export function subject(a: string[], b: string[]): number {
  let rest = [...b]
  let found = 0
  for (const one of a) {
    if (rest.includes(one)) found++
    rest = rest.slice(1)
  }
  return found
}
`,
  ),
  decoy(
    'a list that waits',
    'while it waits anybody can alter the list',
    `export async function subject(a: string[], b: string[], wait: () => Promise<void>): Promise<number> {
  let found = 0
  for (const one of a) {
    await wait()
    if (b.includes(one)) found++
  }
  return found
}
`,
  ),
  decoy(
    'a question asked once',
    'there is no loop',
    'export const subject = (one: string, b: string[]) => b.includes(one)\n',
  ),
  decoy(
    'a question asked later',
    'the function is called when nobody knows, and the list may be another by then',
    `export function subject(a: string[]): (one: string) => boolean {
  return one => a.includes(one)
}
`,
  ),
  decoy(
    'an array of bytes',
    'it is no array',
    'export const subject = (a: number[], b: Uint8Array) => a.filter(one => b.includes(one))\n',
  ),
  decoy(
    'a list that is given away before',
    'whoever has it may alter it',
    `export function subject(a: string[], keep: (list: string[]) => void, visit: (one: string) => void): void {
  const known = a.slice(1)
  keep(known)
  for (const one of a) if (known.includes(one)) visit(one)
}
`,
  ),
  decoy(
    'a list that a function alters',
    'the function is called in the loop',
    `export function subject(a: string[], visit: (one: () => void) => void): void {
  const known = a.slice(1)
  const drop = () => { known.pop() }
  for (const one of a) if (known.includes(one)) visit(drop)
}
`,
  ),
  decoy(
    'a constant that is exported',
    'others see that it is a list',
    `export const CODES = [1, 2, 3, 4, 5, 6, 7, 8, 9]
export const subject = (one: number) => CODES.includes(one)
`,
  ),
  decoy(
    'a constant that is also gone through',
    'a Set has no map',
    `const CODES = [1, 2, 3, 4, 5, 6, 7, 8, 9]
export const names = CODES.map(String)
export const subject = (one: number) => CODES.includes(one)
`,
  ),
  decoy(
    'a constant whose type is used',
    'the type of its elements is taken from the list',
    `const CODES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
export type Code = (typeof CODES)[number]
export const subject = (one: Code) => CODES.includes(one)
`,
  ),
  decoy(
    'a Set of its own',
    'the name means another thing here',
    `class Set { constructor(readonly list: string[]) {} }
export const subject = (a: string[], b: string[]) => [new Set(a), a.filter(one => !b.includes(one))]
`,
  ),
  decoy(
    'a function that is asked about before its module has run',
    'the list may not be there yet',
    `export function subject(a: string[]): string[] {
  return a.filter(one => !KNOWN.includes(one))
}
const KNOWN = 'a b c'.split(' ')
export const count = KNOWN.length
`,
  ),
  decoy(
    'a list of which something is said',
    'a Set of its elements cannot be asked for any text',
    `export type Code = 'x' | 'y'
export const subject = (a: string[], b: Code[]) => a.filter(one => (b as string[]).includes(one))
`,
  ),
  decoy(
    'what is done at the end of each turn',
    'it empties the list',
    `export function subject(a: string[], b: string[], end: Disposable): number {
  let found = 0
  for (const one of a) {
    using last = end
    if (b.includes(one)) found++
  }
  return found
}
`,
  ),
]
