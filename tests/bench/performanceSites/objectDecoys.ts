import { type Decoy, decoy } from './site.ts'

export const objectDecoys: Decoy[] = [
  decoy(
    'a value of the object so far that is called.js',
    'it is called on the object so far, and may keep it',
    "export const subject = names => names.split(' ').reduce((all, name) => ({ ...all, [name]: all[name] ? all[name]() : function () { return this } }), {})\n",
  ),
  decoy(
    'an object so far that is counted up.js',
    'it is altered as well as copied',
    "export const subject = names => names.split(' ').reduce((all, name) => ({ ...all, [name]: all[name]++ }), {})\n",
  ),
  decoy(
    'an object so far that is made smaller.js',
    'it is altered as well as copied',
    "export const subject = names => names.split(' ').reduce((all, name) => ({ ...all, [name]: delete all[name[0]] }), {})\n",
  ),
  decoy(
    'an object so far that is written into by a pattern.js',
    'it is altered as well as copied',
    "export const subject = names => names.split(' ').reduce((all, name) => ({ ...all, [name]: ([all[name[0]]] = [1]) }), {})\n",
  ),
  decoy(
    'an object so far that is asked whether it is the one before.js',
    'a copy is another object each time',
    "export const subject = (names, is) => names.split(' ').reduce((all, name) => ({ ...all, [name]: is(all) }), {})\n",
  ),
  decoy(
    'an object that others have.js',
    'what is copied is not altered, and what is added to is',
    "const none = {}\nexport const subject = names => names.split(' ').reduce((all, name) => ({ ...all, [name]: all[name] ?? 0 }), none)\n",
  ),
  decoy(
    'an object so far that is read by a function for later.js',
    'it sees what the object was then',
    "export const subject = names => names.split(' ').reduce((all, name) => ({ ...all, [name]: [() => all[name]] }), {})\n",
  ),
  decoy(
    'a key that is an object.js',
    'it is made a text when nobody knows, by code of its own',
    'export const subject = list => [...list].reduce((all, one) => ({ ...all, [one]: 1 }), {})\n',
  ),
  decoy(
    'functions that are named after their keys',
    'a function that stands as the value of a key has its name',
    'export const subject = (names: string[]) => names.reduce((all, name) => ({ ...all, [name]: () => name }), {})\n',
  ),
  decoy(
    'defaults that come last',
    'the object so far wins over what is added',
    'export const subject = (names: string[]) => names.reduce((all, name) => ({ [name]: 1, ...all }), {})\n',
  ),
  decoy(
    'a start that is not empty',
    'what is there at the start is in the result',
    'export const subject = (names: string[], start: object) => names.reduce((all, name) => ({ ...all, [name]: 1 }), start)\n',
  ),
  decoy(
    'objects in a list',
    'getters of each are run, and all of their keys',
    'export const subject = (parts: object[]) => parts.reduce((all, one) => ({ ...all, ...one }), {})\n',
  ),
  decoy(
    'concat of what may be no list',
    'concat takes what is no list as one element',
    'export const subject = (list: any[]) => list.reduce((all, one) => all.concat(one), [])\n',
  ),
  decoy(
    'concat in front',
    'the order is another',
    'export const subject = (lists: string[][]) => lists.reduce((all, one) => one.concat(all), [])\n',
  ),
  decoy(
    'a list that somebody has at each turn',
    'each of them is kept as it was',
    `export function subject(list: number[], tell: (all: number[]) => void): void {
  let all: number[] = []
  for (const one of list) {
    all = [...all, one]
    tell(all)
  }
}
`,
  ),
  decoy(
    'a list that is kept from the turn before',
    'the other name means the list as it was',
    `export function subject(list: number[]): number[] {
  let all: number[] = []
  let before = all
  for (const one of list) {
    before = all
    all = [...all, one]
  }
  return before
}
`,
  ),
  decoy(
    'a list that comes from outside',
    'whoever has it would see it grow',
    `export function subject(list: number[], start: number[]): number[] {
  let all = start
  for (const one of list) all = [...all, one]
  return all
}
`,
  ),
  decoy(
    'a list that a function looks at',
    'the function may be called in the loop',
    `export function subject(list: number[], tell: (look: () => number[]) => void): number[] {
  let all: number[] = []
  tell(() => all)
  for (const one of list) all = [...all, one]
  return all
}
`,
  ),
  decoy(
    'a copy that is no loop',
    'it is made once',
    `export function subject(one: number): number[] {
  let all: number[] = []
  all = [...all, one]
  return all
}
`,
  ),
  decoy(
    'what may fail half way.js',
    'whoever catches it sees none of what is spread, and not a half',
    `export function subject(lists) {
  let all = []
  for (const list of lists) {
    try {
      all = [...all, ...list()]
    } catch {}
  }
  return all
}
`,
  ),
  decoy(
    'numbers that are there twice',
    'indexOf never finds NaN, and a Set has no -0',
    'export const subject = (list: number[]) => list.filter((one, at) => list.indexOf(one) === at)\n',
  ),
  decoy(
    'what is there twice in another list',
    'it is looked for in a list that is not the one',
    'export const subject = (list: string[], other: string[]) => list.filter((one, at) => other.indexOf(one) === at)\n',
  ),
  decoy(
    'the last of each',
    'a Set keeps the first',
    'export const subject = (list: string[]) => list.filter((one, at) => list.lastIndexOf(one) === at)\n',
  ),
  decoy(
    'what is there more than once',
    'it keeps the others',
    'export const subject = (list: string[]) => list.filter((one, at) => list.indexOf(one) !== at)\n',
  ),
  decoy(
    'a list without a type.js',
    'its elements may be numbers',
    'export const subject = (...list) => list.filter((one, at) => list.indexOf(one) === at)\n',
  ),
]
