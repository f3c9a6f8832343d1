import type { ts } from 'ts-morph'

/**
 * One thing that the code shows and the signature does not. `says` is the whole sentence as the comment
 * has it; `tail` what stands after a tag. `node` is the code that it was read from; an example's lies
 * in a test file.
 */
export type Fact = {
  kind: 'throws' | 'returns' | 'default' | 'changes' | 'reads' | 'unit' | 'limit' | 'example'
  says: string
  node: ts.Node
  /** How much a reader gains: at least 2 in all for a comment to be worth it. */
  weight: number
  /** The names of the function's parameters, among which a comment may know only some. */
  subjectNames?: string[]
  /** The class of what is thrown, and the words after it. */
  error?: { name: string; tail: string }
  /** What is returned when, without the verb. */
  returned?: string
  /** The parameter or option that it is about, as callers name it, and the words about it. */
  parameter?: { path: string; tail: string }
}

/** "a" or "an" before a class name, as it is read aloud. */
export function article(name: string): string {
  return /^([AEIO]|U(?!RI|[st]e)|HTTP|SSL|XML|HTML|SQL|JSON(?!))/.test(name) && !/^(URI|Use|One)/.test(name)
    ? 'an'
    : 'a'
}
