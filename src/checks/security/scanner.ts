import type { Path } from '../../model/change.ts'
import type { Compiler } from '../compiler.ts'
import type { Changes } from './changes.ts'
import type { Rule, Weight } from './decisions.ts'
import type { LoadPeer } from './loadPeer.ts'

/**
 * Something in one text. `what` is in our own words and names; never the text of a secret or a whole line of the repository.
 * `key` tells it from others of its rule by what stands there, without line numbers; it is compared and never shown.
 */
export type Place = { rule: Rule; line: number; what: string; key: string }

/** Something that the change brings. */
export type Found = { rule: Rule; weight: Weight; path: Path; line: number | null; what: string }

/**
 * What a scanner says: how many files it looked at and what is new there; or that it could not run, was not allowed to, or broke
 * off, and why.
 */
export type Scanned =
  | { looked: number; found: Found[] }
  | { notRun: string }
  | { declined: string }
  | { brokeOff: string }

/** What scanners share. */
export type ScanTools = {
  compiler: Compiler
  load: LoadPeer
  /** How long one library may look at one text, in milliseconds: its patterns meet hostile ones. */
  patienceMs: number
  /** Whether a registry may be told what the lock files name. */
  audit: boolean
}

export type Scanner = { name: string; scan(changes: Changes, tools: ScanTools): Promise<Scanned> }
