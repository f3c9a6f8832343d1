import type { ts } from 'ts-morph'
import type { Reading } from './reading.ts'

/** Replaces `[start, end)` of the file. */
export type Put = { start: number; end: number; text: string }

/** One place that a rewrite mends, with what it becomes and what was seen there, in words. */
export type Site = { node: ts.Node; puts: Put[]; seen: string }

/** One way to write a program that does the same and costs less. */
export type Rewrite = {
  name: string
  /** What it does, imperative: the end of a title. */
  says: string
  /** What it is worth, as a sentence. */
  worth: string
  /** What was proven of each site, so that it is the same program; in plain words. */
  holds: string[]
  /** What a text must hold to be looked at. */
  hint: RegExp
  sitesIn(reading: Reading): Site[]
}
