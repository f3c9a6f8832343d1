import { type Decoy, decoy } from './site.ts'

export const copyDecoys: Decoy[] = [
  decoy(
    'a collection of its own.js',
    'what reduce is called on may be no array: a stream gives every list so far to its listeners',
    'export const subject = list => list.reduce((all, one) => [...all, one], [])\n',
  ),
  decoy(
    'a list so far that escapes',
    'each list so far is kept by somebody',
    `export function subject(list: number[], seen: number[][]): number[] {
  return list.reduce((all, one) => {
    seen.push(all)
    return [...all, one]
  }, [] as number[])
}
`,
  ),
  decoy(
    'lists so far that are elements',
    'each element is the list so far',
    'export const subject = (list: number[]) => list.reduce((all, one) => [...all, all.length ? all : one], [] as unknown[])\n',
  ),
  decoy(
    'a list so far that a function keeps',
    'the function sees the list as it was',
    `export function subject(list: number[]): (() => number)[] {
  return list.reduce((all, one) => [...all, () => all.length + one], [] as (() => number)[])
}
`,
  ),
  decoy(
    'a start that others have',
    'the list that it begins with is not its own',
    `const DEFAULTS = ['a']
export const subject = (list: string[]) => list.reduce((all, one) => [...all, one], DEFAULTS)
`,
  ),
  decoy(
    'a result that is another list',
    'the list may be replaced by one that somebody else has',
    `export function subject(list: number[][]): number[] {
  return list.reduce((all, one) => (one.length > 9 ? one : [...all, one.length]), [] as number[])
}
`,
  ),
  decoy(
    'an asynchronous step',
    'the list so far is a promise',
    `export function subject(list: number[]) {
  return list.reduce(async (all: any, one) => [...(await all), one], [] as any)
}
`,
  ),
  decoy(
    'the list twice',
    'what is pushed to a list while it is gone through never ends',
    'export const subject = (list: number[]) => list.reduce((all, one) => [...all, ...all, one], [] as number[])\n',
  ),
  decoy(
    'what is spread looks at the list',
    'the second half sees what the first one added',
    'export const subject = (list: number[]) => list.reduce((all, one) => [...all, ...[one, one], all.length], [] as number[])\n',
  ),
  decoy(
    'a step that may give nothing',
    'what is given in some cases is nothing, which is an error in the next step',
    `export function subject(list: number[]): number[] {
  return list.reduce((all: any, one) => {
    if (one > 0) return [...all, one]
  }, [] as any)
}
`,
  ),
  decoy(
    'a text',
    'a text has no reduce of its own',
    'export const subject = (text: any) => text.reduce((all: string[], one: string) => [...all, one], [])\n',
  ),
  decoy(
    'arguments.js',
    'the list so far is read by another name',
    `export function subject(...list) {
  return list.reduce(function (all, one) {
    keep(arguments[0])
    return [...all, one]
  }, [])
}
const kept = []
const keep = one => kept.push(one)
`,
  ),
  decoy(
    'an Array of somebody else.js',
    'the name is not the global one',
    `import { Object } from './mine.js'
export const subject = one => Object.keys(one).reduce((all, key) => [...all, key], [])
`,
  ),
  decoy(
    'a comment in between',
    'what somebody wrote there would be lost',
    'export const subject = (list: number[]) => list.reduce((all, one) => [...all, /* doubled */ one * 2], [] as number[])\n',
  ),
  decoy(
    'a list at a place that is called',
    'what stands at a place is called on the list so far',
    `export function subject(list: ((this: unknown[]) => void)[]) {
  return list.reduce((all, one) => {
    all[0]?.call(all)
    return [...all, one]
  }, [] as ((this: unknown[]) => void)[])
}
`,
  ),
  decoy(
    'a list that promises to stay',
    'its type has no push',
    'export const subject = (list: number[]) => list.reduce<readonly number[]>((all, one) => [...all, one], [])\n',
  ),
  decoy(
    'another list of the same name',
    'what is given in one case is a list that others have',
    `const shared = [9]
export function subject(list: number[]): number[] {
  return list.reduce((all, one) => {
    if (one > 9) {
      const all = shared
      return all
    }
    return [...all, one]
  }, [] as number[])
}
`,
  ),
]
