import type { Digest, Path } from './change.ts'
import type { Json } from './entry.ts'

/** A half-open range of UTF-16 offsets into one version of a file. */
export type Span = { path: Path; start: number; end: number }

/** One statement that an edit makes, and the source it was read from, so that it can be checked again. */
export type StatedFact = { kind: string; says: string; from: Span }

/**
 * A place that could be better. `fingerprint` is stable over unrelated edits of the file
 * (improver, rewrite, path, symbol) so that nothing is proposed twice.
 */
export type Finding = {
  fingerprint: Digest
  improver: string
  rewrite: string
  path: Path
  symbol: string
  /** Imperative, at most 60 characters: it becomes the commit's title. */
  title: string
  /** One or two plain sentences for the commit's body. */
  reason: string
  facts: StatedFact[]
  data: { [key: string]: Json }
  /** Of what is broken, how badly: what fails now, or what only works by luck. Absent for what could be better. */
  level?: 'error' | 'warning'
}

/** Replaces `[start, end)` by `text`; `expects` is the digest of the text that stands there now. */
export type Edit = { path: Path; start: number; end: number; text: string; expects: Digest }

/** The text of one file of the tree under improvement. */
export type SourceFile = { path: Path; text: string }

/**
 * What an improver may look at: the files it may edit and, apart, those it may only read (tests). `settings` are manifests, lock
 * files and configurations that may be edited too.
 */
export type Source = { files: SourceFile[]; tests: SourceFile[]; settings?: SourceFile[] }

/** Something that was seen by running something, or opened for an improver; its kind says what `data` is. */
export type Observation = { kind: string; data: unknown }

export type Improver = {
  name: string
  version: number
  /** Kinds of observation that `find` wants. */
  needs: string[]
  /** A kind of observation that is made of what it found: with that alone it is asked once more. */
  follows?: string
  /** What becomes one improvement: the findings of one file, or those of one rewrite wherever they are. */
  gathers: 'file' | 'rewrite'
  /** Whether it takes minutes to look: then it does only where it is asked for by its name. */
  isCostly?: boolean
  find(source: Source, observations: Observation[]): Iterable<Finding>
  edit(finding: Finding, source: Source): Edit[]
  /** The title of an improvement that mends several findings, at most 72 characters. */
  titleOf(findings: Finding[]): string
}

/** What a rule offers to mend: `[start, end)` of the file becomes `text`. `by` says whose rule it is: a linter's, a file's. */
export type RuleFix = {
  by: string
  rule: string
  message: string
  path: Path
  start: number
  end: number
  text: string
}
