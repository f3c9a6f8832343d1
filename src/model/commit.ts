import type { Change, FileChange, Oid, Path } from './change.ts'
import type { OwnersFact } from './owners.ts'

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
 * What an SSH certificate says of the key that it certifies; its authority's signature holds. Times are
 * seconds since 1970, `validBefore` null where it never ends. `principals` are as written, in their order.
 */
export type CertificateFact = {
  /** The authority's OpenSSH public key, and its `SHA256:` fingerprint. */
  authority: string
  authorityFingerprint: string
  /** Decimal digits: a 64-bit number, larger than JavaScript's exact ones. */
  serial: string
  keyId: string
  principals: string[]
  validAfter: number
  validBefore: number | null
}

/**
 * A signature that is mathematically good over its payload in the right namespace; whether its key
 * belongs to anyone is for the gate to say. `key` is the OpenSSH public key (`ssh-ed25519 AAAA...`, for
 * a certificate the key that it certifies) or `openpgp:` and the primary key's 40 hexadecimal digits;
 * `fingerprint` is `SHA256:...` of an SSH key, and for OpenPGP the same text as `key`.
 */
export type GoodSignature = {
  state: 'good'
  kind: 'ssh' | 'openpgp'
  key: string
  fingerprint: string
  userPresent: boolean
  certificate?: CertificateFact
}

/** What is known about a commit's signature. */
export type SignatureFact =
  | { state: 'none' }
  /** The commit is being made: whether it will be signed is for the next entrance to see. */
  | { state: 'pending' }
  | GoodSignature
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

/**
 * A server's own record that this commit (or the same change, in another commit) came to it first in an agent's push
 * to `branches.ai`. `at` is in seconds since 1970.
 */
export type ReceiptFact = { of: 'commit' | 'change'; by: string; ref: string; at: number }

/**
 * Content of an AI commit that another one brings as its own: at which path and line, how many lines, and from where.
 * `of` is `short` where it is less than nobody could write by chance, and `uncompared` where it shares runs of lines
 * with AI commits, and a landing shares more of that than is looked at.
 */
export type TracedFact = {
  of: 'file' | 'run' | 'short' | 'uncompared'
  path: Path
  line: number
  lines: number
  source: { commit: Oid; path: Path; line: number }
}

/** What stands beside a commit about an agent, and where: `the note in refs/notes/...`. */
export type NoteFact = { where: string; agent: string }

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
  receipt?: ReceiptFact
  traced?: TracedFact
  /** Notes and traces by which other tools say that an agent was at work. */
  notes?: NoteFact[]
  /** Set when a review is there and what it reviewed was landed and taken back. */
  undone?: Undone | null
  class?: ClassFact
  /** What CODEOWNERS asks of an AI commit that needs a review. */
  owners?: OwnersFact
  /** The files that this commit brings and by which everything is judged: policy, owners. */
  rules?: Path[]
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
