import { type Decoy, decoy } from './site.ts'

export const placeDecoys: Decoy[] = [
  decoy(
    'a test that counts',
    'every element is to be counted',
    `let count = 0
export const subject = (list: number[]) => [list.filter(one => count++ < one)[0], count]
`,
  ),
  decoy(
    'a test that is called',
    'nobody knows what it does',
    'export const subject = (list: string[], fits: (one: string) => boolean) => list.filter(one => fits(one))[0]\n',
  ),
  decoy(
    'a test that may throw',
    'an element that is not looked at does not throw',
    'export const subject = (list: { in?: { id: string } }[]) => list.filter(one => one.in!.id === "a").length > 0\n',
  ),
  decoy(
    'a getter of a class',
    'a getter runs code',
    `export class Item { get size(): number { return Math.random() } }
export const subject = (items: Item[]) => items.filter(item => item.size > 1)[0]
`,
  ),
  decoy(
    'how many there are',
    'the number is used',
    'export const subject = (list: number[]) => list.filter(one => one > 1).length > 1\n',
  ),
  decoy(
    'the second that fits',
    'the first is not enough',
    'export const subject = (list: number[]) => list.filter(one => one > 1)[1]\n',
  ),
  decoy(
    'a filter of something else.js',
    'it may be no array',
    'export const subject = list => list.filter(one => one > 1)[0]\n',
  ),
  decoy(
    'a queue that is handed over.js',
    'whoever has it sees that it becomes empty',
    `export function subject(queue) {
  while (queue.length) {
    const one = queue.shift()
    one.run()
  }
}
`,
  ),
  decoy(
    'a queue that is looked at afterwards',
    'what is left is used',
    `export function subject(list: number[]): number[] {
  const queue = [...list]
  while (queue.length) {
    const one = queue.shift()!
    if (one > 9) break
  }
  return queue
}
`,
  ),
  decoy(
    'a queue whose length counts',
    'how many are left is asked',
    `export function subject(list: number[], tell: (left: number) => void): void {
  const queue = [...list]
  while (queue.length) {
    const one = queue.shift()!
    tell(queue.length + one)
  }
}
`,
  ),
  decoy(
    'a queue that is shifted twice',
    'what is taken second is another one',
    `export function subject(list: number[]): number[] {
  const pairs: number[] = []
  const queue = [...list]
  while (queue.length) {
    const one = queue.shift()!
    pairs.push(one + (queue.shift() ?? 0))
  }
  return pairs
}
`,
  ),
  decoy(
    'a queue that is shifted now and then',
    'the first may stay where it is',
    `export function subject(list: number[]): number {
  let turns = 0
  const queue = [...list]
  while (queue.length) {
    if (turns++ % 2) queue.shift()
  }
  return turns
}
`,
  ),
  decoy(
    'a queue that a function puts in front of',
    'what is put in front comes next',
    `export function subject(list: number[]): number {
  let sum = 0
  const queue = [...list]
  while (queue.length) {
    const one = queue.shift()!
    sum += one
    if (one > 2) queue.unshift(one - 1)
  }
  return sum
}
`,
  ),
  decoy(
    'a pattern that is made of something',
    'it is another one each time',
    "export const subject = (text: string, word: string) => new RegExp('^' + word).test(text)\n",
  ),
  decoy(
    'a pattern at the top of a module, and one that is wrong',
    'the first is made once; the second throws when it is called, and not before',
    `export const ONCE = new RegExp('a+', 'g')
export const subject = (text: string) => new RegExp('(').test(text)
`,
  ),
  decoy(
    'a RegExp of its own',
    'the name means another thing here',
    `class RegExp { constructor(readonly text: string) {} test(text: string) { return text === this.text } }
export const subject = (text: string) => new RegExp('a+').test(text)
`,
  ),
  decoy(
    'a list that was there before',
    'a Set of it would be made for each call, however few questions it asks',
    `export const FLAGS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
export const subject = (props: string[]) => props.filter(one => FLAGS.includes(one))
`,
  ),
  decoy(
    'a list of an object that was there before',
    'a Set of it would be made in each turn',
    `export interface Parser { not: string[] }
export function subject(tokens: string[], used: string[], parsers: Record<string, Parser>): string[] {
  const wrong: string[] = []
  for (const token of tokens) {
    const { not } = parsers[token]!
    if (used.some(one => not.includes(one))) wrong.push(token)
  }
  return wrong
}
`,
  ),
  decoy(
    'a few characters at the end',
    'the question ends the loop, most often soon',
    `export function subject(text: string, chars: string[]): string {
  let end = text.length
  while (end > 0 && chars.includes(text[end - 1]!)) end--
  return text.slice(0, end)
}
`,
  ),
  decoy(
    'a list that callers write out',
    'it is short, and a Set of it would be made for each call',
    'export const subject = (lines: string[], ...names: string[]) => lines.filter(line => names.includes(line))\n',
  ),
]
