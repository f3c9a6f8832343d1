import type { Digest, Oid, Path } from '../../model/change.ts'
import type { Assurance, Evidence, Origin } from '../../model/decision.ts'
import type { EntryKind, Json } from '../../model/entry.ts'

/** Consecutive lines that one commit brought and, where they are known from another one before, that one. */
export type LineGroup = {
  first: number
  last: number
  /** Null for what is not committed. */
  commit: Oid | null
  /** What the file was called there. */
  path: Path
  source: Oid | null
  origin: Origin | 'uncommitted' | 'unreadable'
  reviewed: boolean
}

/** How an AI commit is known to be where a person's lines are from. */
export type SourceFact = {
  commit: Oid
  /** The same change, the same whole tree, the very file, or a run of the same lines. */
  how: 'change' | 'tree' | 'file' | 'run'
  /** A run that is short enough to be chance: told, and the lines stay the person's. */
  weak: boolean
  lines: number
}

/** An approval, or a refusal, as written. `note` says why it is not what it looks like. */
export type ReviewTold = {
  by: string
  assurance: Assurance
  carrier: 'trailer' | 'merge' | 'entry'
  /** False for what is told and does not count. */
  counts: boolean
  note: string | null
}

/** An entry of the ledger about a commit. */
export type EntryTold = {
  id: Digest
  kind: EntryKind
  at: string
  by: string
  commit: Oid
  /** It comes from someone who may say it. */
  heard: boolean
  data: { [key: string]: Json }
}

/** One commit, with all that is known of it. */
export type CommitTold = {
  commit: Oid
  title: string
  author: { name: string; email: string } | null
  /** The author's time, `2026-01-31T12:00:00Z`; null where nobody can read it. */
  date: string | null
  /** Of the lines that were asked about. */
  lines: number
  origin: Origin | 'unreadable'
  /** Empty unless it is AI. */
  agents: string[]
  signals: Evidence[]
  improvements: { id: string; improver: string | null; state: string | null }[]
  reviews: ReviewTold[]
  /** By another person than those who made it. */
  reviewed: boolean
  /** A forge's button brought it, where it may have been approved. */
  by_button: boolean
  entries: EntryTold[]
  sources: SourceFact[]
}

/** What is known of the lines of a file. The names are those of `--json`. */
export type Why = {
  path: Path
  ref: string
  commit: Oid
  /** The work tree was looked at, on top of that commit. */
  at_work: boolean
  /** Null for the whole file. */
  range: [number, number] | null
  /** By whose attribution commits are told apart. */
  policy: string
  lines: number
  human: number
  ai: number
  automation: number
  uncommitted: number
  unreadable: number
  /** Of the AI lines. */
  unreviewed: number
  by_agent: Record<string, number>
  groups: LineGroup[]
  /** Newest first; also those that are only a source. */
  commits: CommitTold[]
  /** The lines themselves, where some were asked for. */
  text: string[] | null
  notes: string[]
}
