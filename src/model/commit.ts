import type { Change, FileChange, Oid } from './change.ts'

/** Who, and when in seconds since 1970 with git's own offset text (`+0200`). */
export type Identity = { name: string; email: string; at: number; offset: string }

/** One `Key: value` line. Keys keep their spelling; compare them without case. */
export type Trailer = { key: string; value: string }

/**
 * A commit decoded from its raw object by our one strict parser.
 * `trailers` are those of the last paragraph only, since an approval is read strictly;
 * signals of AI work read the whole `message`, since a mark is read generously.
 */
export type Commit = {
  oid: Oid
  tree: Oid
  parents: Oid[]
  author: Identity
  committer: Identity
  message: string
  trailers: Trailer[]
  /** The armoured signature, and the bytes that it signs, or null when there is none. */
  signature: { armour: string; payload: Uint8Array } | null
}

/**
 * What is known about a commit's signature. `key` is the OpenSSH public key (`ssh-ed25519 AAAA...`)
 * which made a mathematically good signature over this commit in git's namespace; whether that key
 * belongs to anyone is for the gate to say.
 */
export type SignatureFact =
  | { state: 'none' }
  /** The commit is being made: whether it will be signed is for the next entrance to see. */
  | { state: 'pending' }
  | { state: 'good'; kind: 'ssh'; key: string; userPresent: boolean }
  | { state: 'bad'; why: string }
  | { state: 'unreadable'; why: string }

/** A net change that a merge or an empty sign-off commit can answer for, and the commits within it. */
export type Reach = { base: Oid; change: Change; covers: ReadonlySet<Oid> }

/** A line in the tree that marks AI work, more often in the commit than in all its parents together. */
export type MarkerFact = { path: string; line: string }

/**
 * The same change landed on this ref before, and was taken back: what it was reviewed as then is spent.
 * `since` are the commits whose history holds the revert, `trailers` those of the landing.
 */
export type Undone = { landed: Oid; by: Oid; since: ReadonlySet<Oid>; trailers: Trailer[] }

/** A commit with what the gate asked to know about it; what nobody needed is absent. */
export type CommitFact = Commit & {
  /** Against the first parent (against the empty tree for a root). */
  change?: Change
  /** For a merge: the paths whose content is not what git's own three-way merge of blobs gives. */
  resolved?: FileChange[]
  signatureFact?: SignatureFact
  /** Filled for merges and empty commits that carry a review. */
  reaches?: Reach[]
  markers?: MarkerFact[]
  /** Set when a review is there and what it reviewed was landed and taken back. */
  undone?: Undone | null
  class?: ClassFact
  /** The two readers' disagreement about this object, in words, or null when they agree. */
  ambiguous?: string | null
}

/** From least to most dangerous; a change has the worst class of its files. */
export const CLASSES = [
  'exact_revert',
  'documentation_only',
  'formatting_only',
  'type_hints_only',
  'small_refactor',
  'new_dependency',
  'algorithm_change',
] as const
export type Class = (typeof CLASSES)[number]

/** The class of a change and the reason for it, in one line for a person. */
export type ClassFact = { class: Class; why: string; steering: string[] }
