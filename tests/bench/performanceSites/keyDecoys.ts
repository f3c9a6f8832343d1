import { type Decoy, decoy } from './site.ts'

const ITEM = `export interface Item { id: string; name: string; next?: { id: string } }
`

export const keyDecoys: Decoy[] = [
  decoy(
    'keys that are altered in the loop',
    'an element is found by the key that it has by then',
    `${ITEM}export function subject(a: Item[], b: Item[]): number {
  let found = 0
  for (const one of a) {
    const item = b.find(other => other.id === one.id)
    if (item) { found++; item.id = one.name }
  }
  return found
}
`,
  ),
  decoy(
    'a list of items that grows in the loop',
    'what is pushed in between is to be found',
    `${ITEM}export function subject(a: Item[]): Item[] {
  const known: Item[] = []
  for (const one of a) if (!known.find(other => other.id === one.id)) known.push(one)
  return known
}
`,
  ),
  decoy(
    'items that a function has',
    'nobody knows what it does with them',
    `${ITEM}export function subject(a: Item[], b: Item[], tell: (one: Item) => void): void {
  for (const one of a) {
    const item = b.find(other => other.id === one.id)
    if (item) tell(item)
  }
}
`,
  ),
  decoy(
    'items that are waited for',
    'while it waits anybody can alter a key',
    `${ITEM}export async function subject(a: Item[], b: Item[]): Promise<number> {
  let found = 0
  for (const one of a) {
    await null
    if (b.some(other => other.id === one.id)) found++
  }
  return found
}
`,
  ),
  decoy(
    'a key that is computed',
    'a getter runs code',
    `export class Item { get id(): string { return String(Math.random()) } }
export const subject = (a: string[], b: Item[]) => a.map(one => b.find(item => item.id === one))
`,
  ),
  decoy(
    'keys of anything',
    'nobody knows whether they are getters',
    'export const subject = (a: string[], b: any[]) => a.map(one => b.find(item => item.id === one))\n',
  ),
  decoy(
    'items without types.js',
    'they may be anything',
    'export const subject = (a, b) => a.map(one => b.find(item => item.id === one.id))\n',
  ),
  decoy(
    'keys that are compared loosely',
    'a text may be the same as a number then',
    'export const subject = (a: (string | number)[], b: { id: string }[]) => a.map(one => b.find(item => item.id == one))\n',
  ),
  decoy(
    'keys that are compared by their size',
    'a Map knows no order',
    'export const subject = (a: number[], b: { id: number }[]) => a.map(one => b.find(item => item.id >= one))\n',
  ),
  decoy(
    'two parts of one element',
    'nothing is asked for from without',
    `${ITEM}export const subject = (a: Item[], b: Item[]) => a.map(() => b.find(item => item.id === item.name))
`,
  ),
  decoy(
    'a key and something else',
    'the first with that key may not be the one',
    `${ITEM}export const subject = (a: Item[], b: Item[]) => a.map(one => b.find(item => item.id === one.id && item.name !== one.name))
`,
  ),
  decoy(
    'a place in the list',
    'where it stands is asked as well',
    `${ITEM}export const subject = (a: number[], b: Item[]) => a.map(one => b.find((item, at) => at === one))
`,
  ),
  decoy(
    'what may not be there to be asked for',
    'of an empty list nobody asks, and nothing throws',
    `${ITEM}export function subject(a: Item[], b: Item[]): number {
  let found = 0
  for (let at = 0; at <= a.length; at++) {
    const one = a[at]
    if (b.some(item => item.id === one.id)) found++
  }
  return found
}
`,
  ),
  decoy(
    'what is said to be there to be asked for',
    'of an empty list nobody asks, and nothing throws',
    `${ITEM}export const subject = (a: Item[], b: Item[]) => a.map(one => b.find(item => item.id === one.next!.id))
`,
  ),
  decoy(
    'what may be left out of a list to ask for',
    'of an empty list nobody asks, and nothing throws',
    `${ITEM}export const subject = (a: [Item][], b: Item[], lists: Item[][]) =>
  lists.map(([first]) => b.find(item => item.id === first.id))
`,
  ),
  decoy(
    'a name that has no value yet',
    'of an empty list nobody asks, and nothing throws',
    `${ITEM}export const subject = (a: Item[], b: Item[]) => a.map(() => b.find(item => item.id === wanted))
const wanted = 'a'
`,
  ),
  decoy(
    'a name that a function may ask for before it has a value',
    'of an empty list nobody asks, and nothing throws',
    `${ITEM}const wanted = ['a'].join('')
export function subject(a: Item[], b: Item[]): (Item | undefined)[] {
  return a.map(() => b.find(item => item.id === wanted))
}
`,
  ),
  decoy(
    'a list that may not be there',
    'no Map can be made of it before it is asked whether it is there',
    `${ITEM}export function subject(a: Item[], b: Item[] | undefined): number {
  let found = 0
  for (const one of a) if (b && b.find(item => item.id === one.id)) found++
  return found
}
`,
  ),
  decoy(
    'a list of which is known elsewhere whether it is there',
    'no Map can be made of it before that is asked',
    `${ITEM}export function subject(a: Item[], b: Item[] | undefined): number {
  let found = 0
  const isThere = b !== undefined
  for (const one of a) if (isThere && b.find(item => item.id === one.id)) found++
  return found
}
`,
  ),
  decoy(
    'a name of another module',
    'that may not have run so far; of an empty list nobody asks, and nothing throws',
    `import { wanted } from './other.ts'
${ITEM}export const subject = (a: Item[], b: Item[]) => a.map(() => b.find(item => item.id === wanted))
`,
  ),
  decoy(
    'a list with nothing at some places',
    'what is not there has no key, and may come first',
    'export const subject = (a: string[], b: ({ id: string } | undefined)[]) => a.map(one => b.find(item => item?.id === one))\n',
  ),
  decoy(
    'a list that is another one in each turn',
    'its name means another list later',
    `${ITEM}export function subject(a: Item[], b: Item[]): number {
  let found = 0
  for (const one of a) {
    if (b.some(item => item.id === one.id)) found++
    b = b.slice(1)
  }
  return found
}
`,
  ),
  decoy(
    'a list of each element',
    'it is another one in each turn',
    `${ITEM}export const subject = (a: { id: string; items: Item[] }[]) => a.map(({ id, items }) => items.find(item => item.id === id))
`,
  ),
  decoy(
    'keys that stand at a place',
    'at a place there may be nothing, of which types say nothing',
    'export const subject = (a: string[], b: { tags: { id: string }[] }[]) => a.map(one => b.find(item => item.tags[0].id === one))\n',
  ),
  decoy(
    'keys of another kind than what is asked for',
    'a Map of these keys could not be asked for it, by its type',
    `export enum Kind { A = 'a', B = 'b' }
export const subject = (a: string[], b: { kind: Kind }[]) => a.map(one => b.find(item => item.kind === one))
`,
  ),
  decoy(
    'a Map of its own',
    'the name means another thing here',
    `${ITEM}export class Map { constructor(readonly size: number) {} }
export const subject = (a: Item[], b: Item[]) => a.map(one => b.find(item => item.id === one.id))
`,
  ),
  decoy(
    'an item that is looked for once',
    'there is no loop',
    `${ITEM}export const subject = (one: Item, b: Item[]) => b.find(item => item.id === one.id)
`,
  ),
  decoy(
    'a copy of what runs code',
    'a getter of the literal empties the list',
    `export function subject(a: { id: string }[], b: { id: string }[]): unknown[] {
  const odd = { get all() { return b.splice(0) } }
  return a.map(one => ({ ...odd, found: b.find(item => item.id === one.id) }))
}
`,
  ),
  decoy(
    'a key that is made a text',
    'that runs code, which empties the list',
    `export function subject(a: { id: string }[], b: { id: string }[], odd: { toString(): string }): unknown[] {
  return a.map(one => ({ [odd as unknown as string]: 1, found: b.find(item => item.id === one.id), [String(odd)]: 2 }))
}
`,
  ),
  decoy(
    'an object that has any keys, and a getter',
    'the getter is one of the keys',
    `export class Odd { [key: string]: unknown; get all() { return this.list } list = 1 }
export function subject(a: { id: string }[], b: { id: string }[], odd: Odd): unknown[] {
  return a.map(one => [odd[one.id], b.find(item => item.id === one.id)])
}
`,
  ),
]
