import type { Path } from './change.ts'

/** How long a function took, in microseconds: by itself, and with all that it calls. */
export type Times = { self: number; total: number }

/** A function as a profile knows it: by its name, if it has one, and by the line, from 0, that it begins in, where that is known. */
export type Timed = Times & { name: string; line: number | null }

/** What a run spent its time on. `whole` is that in which anything ran, all processes together. */
export type Profile = { whole: number; files: Map<Path, Timed[]> }
