import { type Decoy, decoy } from './site.ts'

const items = (code: string, field = 'readonly label: string') =>
  `export interface Item { ${field}; size: number }\n${code}`

const find = (list: string, test = 'one => one.label === name', name = 'name: string') =>
  `export function subject(items: readonly Item[]) {
  const all = ${list}
  return (${name}) => all.find(${test})
}
`

/** Lists of which a lookup can't be kept, or would not answer as they do. */
export const indexDecoys: Decoy[] = [
  decoy(
    'a field that may be altered',
    'what an element was put under need not be what it has',
    items(find('[...items]'), 'label: string'),
  ),
  decoy(
    'a readonly field that a class computes',
    'the declaration does not show that it changes',
    items(
      `${find('[...items]', 'one => one.title === name')}export class Door implements Item {
  size = 0
  isOpen = false
  get title(): string { return this.isOpen ? 'open' : 'shut' }
}
`,
      'readonly title: string',
    ),
  ),
  decoy(
    'a readonly field that is altered by another name of its object',
    'readonly holds for who has the object as an Item',
    items(
      `${find('[...items]', 'one => one.title === name')}export function rename(one: { title: string }): void {
  one.title += '!'
}
`,
      'readonly title: string',
    ),
  ),
  decoy(
    'a readonly field that Object.assign gives another value',
    'the compiler lets it',
    items(
      `${find('[...items]', 'one => one.head === name')}export function rename(one: Item, head: string): void {
  Object.assign(one, { head })
}
`,
      'readonly head: string',
    ),
  ),
  decoy(
    'a readonly field that is defined anew',
    'it may be computed from then on',
    items(
      `${find('[...items]', 'one => one.mark === name')}export function watch(one: Item): void {
  Object.defineProperty(one, 'mark', { get: () => String(one.size) })
}
`,
      'readonly mark: string',
    ),
  ),
  decoy(
    'numbers',
    'a Map finds NaN, and nothing is === to it',
    items(find('[...items]', undefined, 'name: number'), 'readonly label: number'),
  ),
  decoy('the list that was given', 'whoever gave it can alter it', items(find('items'))),
  decoy(
    'a list that is given out',
    'whoever gets it can alter it',
    items(`export function subject(items: readonly Item[]) {
  const all = [...items]
  return { all, find: (name: string) => all.find(one => one.label === name) }
}
`),
  ),
  decoy(
    'a list that grows',
    'what is added later is to be found',
    items(`export function subject() {
  const all: Item[] = Object.values<Item>({})
  return { add: (one: Item) => all.push(one), find: (name: string) => all.find(one => one.label === name) }
}
`),
  ),
  decoy(
    'a list that is handed to a function that alters it',
    'it is not the same afterwards',
    items(`function order(list: Item[]): void {
  list.reverse()
}
export function subject(items: readonly Item[]) {
  const all = [...items]
  return { order: () => order(all), find: (name: string) => all.find(one => one.label === name) }
}
`),
  ),
  decoy(
    'a list that is handed to a function that takes all there is',
    'it has the list by another name as well',
    items(`function last(_: readonly Item[]): number {
  return arguments[0].pop().size
}
export function subject(items: readonly Item[]) {
  const all = [...items]
  return { last: () => last(all), find: (name: string) => all.find(one => one.label === name) }
}
`),
  ),
  decoy(
    'a list that is handed to what may be another function by then',
    'nobody knows what that one does',
    items(`let use = (list: readonly Item[]): number => list.length
export function become(other: (list: readonly Item[]) => number): void {
  use = other
}
export function subject(items: readonly Item[]) {
  const all = [...items]
  return { use: () => use(all), find: (name: string) => all.find(one => one.label === name) }
}
`),
  ),
  decoy(
    'what is asked for is computed for each',
    'it would be computed once',
    items(find('[...items]', 'one => one.label === next()', 'next: () => string')),
  ),
  decoy(
    'what is asked for is a field of the element itself',
    'it is another one for each',
    items(
      find('[...items]', 'one => one.label === one.other', ''),
      'readonly label: string; readonly other: string',
    ),
  ),
  decoy(
    'a field that need not be there',
    'what is asked for may be undefined, as what is not there',
    items(find('[...items]', undefined, 'name?: string'), 'readonly label?: string'),
  ),
  decoy('loosely compared', 'a Map does not convert', items(find('[...items]', 'one => one.label == name'))),
  decoy(
    'a list of holes',
    'it threw where it was asked, and would throw where it is built',
    items(find('new Array<Item>(items.length)')),
  ),
  decoy(
    'elements that may be missing',
    'it threw where it was asked, and would throw where it is built',
    items(`export function subject(items: readonly (Item | undefined)[]) {
  const all = [...items]
  return (name: string) => all.find(one => one!.label === name)
}
`),
  ),
  decoy(
    'asked once, where it is made',
    'to build a lookup costs more than one look',
    items(`export function subject(items: readonly Item[], name: string) {
  const all = [...items]
  return all.find(one => one.label === name)
}
`),
  ),
  decoy(
    'of another type than the field',
    'a Map of texts is not asked for a number',
    items(find('[...items]', 'one => one.label === (name as unknown)', 'name: number')),
  ),
  decoy(
    'a list that others have.js',
    'what is exported may be altered',
    `export const words = Object.keys(process.env)
export const subject = word => words.includes(word)
`,
  ),
  decoy(
    'a list of few.js',
    'they are found as fast one after the other',
    `export function subject() {
  const words = ['a', 'b']
  return word => words.includes(word)
}
`,
  ),
]
