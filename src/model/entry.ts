import type { Digest, Oid } from './change.ts'

export const ENTRY_KINDS = [
  'proposed',
  'validated',
  'benched',
  'reviewed',
  'rejected',
  'withdrawn',
  'staged',
  'measured',
  'incident',
  'overridden',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Whether a value is an object with names, and neither a list nor null. */
export function isJsonObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * One line of the ledger. `at` is RFC 3339 in UTC and only for display; `by` is `Name <email>`;
 * `clone` names the clone that wrote it; `repo` the repository. `of` names the entry that this one
 * corrects or speaks of, `prev` the writer's previous one.
 */
export type Entry = {
  v: 1
  kind: EntryKind
  at: string
  by: string
  clone: string
  repo: string
  commit: Oid
  change: Digest | null
  tree: Oid | null
  ref?: string
  improvement?: string
  of?: Digest
  policy?: string
  data: { [key: string]: Json }
  prev?: Digest
  sig?: string
}

/** An entry as read: its id, and the commit whose note holds the line. */
export type Filed = { id: Digest; on: Oid; entry: Entry }
