import { type Decoy, decoy } from './site.ts'

export const sortDecoys: Decoy[] = [
  decoy(
    'numbers as texts',
    'without a function numbers are in the order of their texts',
    'export const subject = (list: number[]) => [...list].sort()[0]\n',
  ),
  decoy(
    'numbers by their difference',
    'where one is NaN nobody knows the order',
    'export const subject = (list: number[]) => [...list].sort((a, b) => a - b)[0]\n',
  ),
  decoy(
    'numbers by a choice',
    'where one is NaN nobody knows the order',
    'export const subject = (list: number[]) => [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[0]\n',
  ),
  decoy(
    'texts or numbers',
    'some are compared as texts and some as numbers',
    'export const subject = (list: (string | number)[]) => [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[0]\n',
  ),
  decoy(
    'a length that is no length',
    'it may be NaN',
    'export const subject = (list: { length: number }[]) => [...list].sort((a, b) => a.length - b.length)[0]\n',
  ),
  decoy(
    'texts that may be left out',
    'what is undefined comes last, whatever it is compared with',
    'export const subject = (list: (string | undefined)[]) => [...list].sort()[0]\n',
  ),
  decoy(
    'a list that stays sorted',
    'whoever has it sees that it is sorted',
    'export const subject = (list: string[]) => [list.sort()[0], list]\n',
  ),
  decoy(
    'texts as a language has them',
    'their order is another one',
    'export const subject = (list: string[]) => [...list].sort((a, b) => a.localeCompare(b))[0]\n',
  ),
  decoy(
    'a choice without a tie',
    'of two that are the same either comes first, as the engine likes',
    'export const subject = (list: { id: string }[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))[0]\n',
  ),
  decoy(
    'a choice that always says the same',
    'it is no order',
    'export const subject = (list: { id: string }[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? -1 : 0))[0]\n',
  ),
  decoy(
    'a choice between two parts',
    'it is no order',
    'export const subject = (list: { id: string; to: string }[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : a.to > b.to ? 1 : 0))[0]\n',
  ),
  decoy(
    'different parts of two elements',
    'it is no order',
    'export const subject = (list: { id: string; to: string }[]) => [...list].sort((a, b) => (a.id < b.to ? -1 : a.id > b.to ? 1 : 0))[0]\n',
  ),
  decoy(
    'an order that something else tells',
    'nobody knows what it says',
    'export const subject = (list: string[], order: (a: string, b: string) => number) => [...list].sort(order)[0]\n',
  ),
  decoy(
    'an order by a getter',
    'a getter runs code',
    `export class Item { get id(): string { return String(Math.random()) } }
export const subject = (list: Item[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))[0]
`,
  ),
  decoy(
    'the second',
    'one that comes first is not enough',
    'export const subject = (list: string[]) => [[...list].sort()[1], [...list].sort().at(-2)]\n',
  ),
  decoy(
    'the last of another list',
    'it is another place',
    'export const subject = (list: string[], other: string[]) => [...list].sort()[other.length - 1]\n',
  ),
  decoy(
    'more than a copy',
    'what is sorted has more elements',
    "export const subject = (list: string[]) => [[...list, 'a'].sort()[0], list.slice(1).sort()[0]]\n",
  ),
  decoy(
    'a list that a call gives',
    'it would be asked for more than once',
    'export const subject = (lists: () => string[]) => [...lists()].sort()[0]\n',
  ),
  decoy(
    'texts of something else',
    'what is spread may be no list',
    'export const subject = (texts: Iterable<string>) => [...texts].sort()[0]\n',
  ),
  decoy(
    'texts without a type.js',
    'they may be anything',
    'export const subject = list => [...list].sort()[0]\n',
  ),
  decoy(
    'the first that is called',
    'it is called on the list',
    'export const subject = (list: (string & (() => number))[]) => [...list].sort()[0]()\n',
  ),
  decoy(
    'a place that is given another value',
    'the copy is altered',
    "export const subject = (list: string[]) => ([...list].sort()[0] = 'a')\n",
  ),
  decoy(
    'a statement that would begin with a bracket then',
    'it would go on with what stands above it',
    `export function subject(list: { id: string; run: () => void }[]): unknown {
  const all = list
  list.slice().sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)).at(0)?.run()
  return all
}
`,
  ),
]
