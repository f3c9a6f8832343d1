import type { Path } from './change.ts'
import type { Json } from './entry.ts'

/** The languages of ast-grep that are code here. */
export type PatternLanguage = 'TypeScript' | 'Tsx' | 'JavaScript'

/** A rewrite rule as data, in ast-grep's YAML: what to look for, and what to put there. */
export type Pattern = {
  id: string
  language: PatternLanguage
  /** One sentence; its `note` where it has no message, else its id. */
  message: string
  /** Globs of the paths that it is for, every path when null, and of those that it is not for. */
  files: string[] | null
  ignores: string[]
  /** What replaces a match, with its variables; null for a rule that only finds. */
  fix: string | null
  /** What the engine is asked: `rule`, `constraints`, `utils` and `transform`, as they stand. */
  matcher: { [key: string]: Json }
  /** The file that it was read from. */
  from: Path
}

/** What a rule is tried on: texts that it must not match, and texts that it must, with what its fix makes of them where that is said. */
export type PatternTest = {
  id: string
  valid: string[]
  invalid: { text: string; fixed: string | null }[]
  from: Path
}
