import { createHash } from 'node:crypto'
import type { Oid } from '../model/change.ts'
import type { EntryKind } from '../model/entry.ts'

/** Where the ledger lives. Everything under `refs/notes/improver/` is append-only. */
export const LEDGER_REF = 'refs/notes/improver/ledger'

/** The ledger and its shards, as `for-each-ref` and refspecs take them. */
export const LEDGER_GLOB = `${LEDGER_REF}*`

const SHARD = /^refs\/notes\/improver\/ledger-[0-9a-f]$/

/** What machines tell, in any number. What people say stays in one ref, which is all that the gate reads. */
const TOLD_BY_MACHINES: readonly EntryKind[] = ['proposed', 'validated', 'benched', 'staged', 'measured']

/** Whether a ref holds entries: the ledger itself, or a shard of it. */
export function isLedgerRef(ref: string): boolean {
  return ref === LEDGER_REF || SHARD.test(ref)
}

/** Whether an entry of this kind counts in that ref. */
export function belongsIn(kind: EntryKind, ref: string): boolean {
  return !SHARD.test(ref) || TOLD_BY_MACHINES.includes(kind)
}

/**
 * The ref that an entry is written to.
 * @param shards 16, where one ref has become the bottleneck: then what machines tell is spread by the first digit
 *   of its commit. Readers read all of them, whatever this is.
 */
export function refFor({ kind, commit }: { kind: EntryKind; commit: Oid }, shards: number): string {
  return shards > 1 && TOLD_BY_MACHINES.includes(kind) ? `${LEDGER_REF}-${commit[0]}` : LEDGER_REF
}

/** The branch of a remote that holds the same commits, where a forge protects branches and not notes. */
export function mirrorRef(branch: string, ref: string): string {
  return `refs/heads/${branch}${ref.slice(LEDGER_REF.length)}`
}

/**
 * The last ledger that this clone wrote or took. Not under `refs/notes/`, because the often recommended
 * `fetch = +refs/notes/*:refs/notes/*` overwrites everything there, entries not yet pushed included.
 * @param ref the notes ref that it belongs to.
 */
export function seenRef(ref: string = LEDGER_REF): string {
  return `${SEEN_PREFIX}/${leafOf(ref)}`
}

/** Below it stands what this clone saw last, ref by ref. */
export const SEEN_PREFIX = 'refs/improver/seen'

/** Below it stands what the ledgers of remotes were. */
export const TRACKING_PREFIX = 'refs/improver/remotes'

/**
 * What a remote's ledger was when we last looked. Not under `refs/notes/`, so that a push of
 * `refs/notes/*` does not publish it and `notes.displayRef` does not show everything twice.
 * @param remote a remote's name, URL or path; what makes no ref name is replaced by its hash.
 */
export function trackingRef(remote: string, ref: string = LEDGER_REF): string {
  return `${trackingFolder(remote)}/${leafOf(ref)}`
}

/** Where everything stands that was fetched of a remote's ledger: `ledger`, its shards, and their mirrors. */
export function trackingFolder(remote: string): string {
  const plain = /^[A-Za-z0-9_-][A-Za-z0-9_-]*$/.test(remote)
  const name = plain ? remote : `at-${createHash('sha256').update(remote).digest('hex').slice(0, 16)}`
  return `${TRACKING_PREFIX}/${name}`
}

function leafOf(ref: string): string {
  return ref.replace(/^refs\/(notes\/)?(improver\/)?/, '')
}
