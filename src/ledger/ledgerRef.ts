import { createHash } from 'node:crypto'

/** Where the ledger lives. Everything under `refs/notes/improver/` is append-only. */
export const LEDGER_REF = 'refs/notes/improver/ledger'

/**
 * The last ledger that this clone wrote or took. Not under `refs/notes/`, because the often recommended
 * `fetch = +refs/notes/*:refs/notes/*` overwrites everything there, entries not yet pushed included.
 * @param ref the notes ref that it belongs to.
 */
export function seenRef(ref: string = LEDGER_REF): string {
  return `refs/improver/seen/${leafOf(ref)}`
}

/** Below it stands what the ledgers of remotes were. */
export const TRACKING_PREFIX = 'refs/improver/remotes'

/**
 * What a remote's ledger was when we last looked. Not under `refs/notes/`, so that a push of
 * `refs/notes/*` does not publish it and `notes.displayRef` does not show everything twice.
 * @param remote a remote's name, URL or path; what makes no ref name is replaced by its hash.
 */
export function trackingRef(remote: string, ref: string = LEDGER_REF): string {
  const plain = /^[A-Za-z0-9_-][A-Za-z0-9_-]*$/.test(remote)
  const name = plain ? remote : `at-${createHash('sha256').update(remote).digest('hex').slice(0, 16)}`
  return `${TRACKING_PREFIX}/${name}/${leafOf(ref)}`
}

function leafOf(ref: string): string {
  return ref.replace(/^refs\/(notes\/)?(improver\/)?/, '')
}
