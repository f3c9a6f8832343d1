import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Failure } from '../model/failure.ts'
import { type FileState, makeParents, readFileState, textFile, textOf, writeFileState } from './fileState.ts'
import type { Setting } from './installStep.ts'

/** A file state that survives JSON: bytes in base64. */
export type StoredState =
  | { kind: 'absent' }
  | { kind: 'file'; mode: number; base64: string }
  | { kind: 'symlink'; target: string }

/** What was done to one path: what stood there before, and the digest of what we left. */
export type JournalRecord =
  | { did: 'write'; path: string; before: StoredState; left: string; owned?: true }
  | { did: 'move'; path: string; to: string; before: StoredState }
  | { did: 'config'; path: string; before: StoredState; left: string; settings: Setting[] }

/** What init did, in order, so that uninstall can give every byte back. */
export type Journal = { version: 1; records: JournalRecord[]; directories: string[] }

export function journalPath(commonDir: string): string {
  return join(commonDir, 'improver', 'installed.json')
}

/**
 * Reads what init did in this repository, or null when it never ran.
 * @throws Failure when the file is there and can't be understood: guessing would lose somebody's hook.
 */
export function readJournal(commonDir: string): Journal | null {
  const path = journalPath(commonDir)
  const state = readFileState(path)
  if (state.kind === 'absent') return null
  try {
    const journal = JSON.parse(textOf(state)) as Journal
    if (journal.version === 1 && Array.isArray(journal.records) && Array.isArray(journal.directories))
      return journal
  } catch {
    // Told below, whatever is wrong with it.
  }
  throw new Failure(`${path} is not a record of an installation that this version can read`, [
    {
      ask: 'Was it written by a newer git-improver? Then use that one; else move the file away and run init again.',
    },
  ])
}

/** Writes it whole; null takes it away. */
export function writeJournal(commonDir: string, journal: Journal | null): void {
  const path = journalPath(commonDir)
  if (journal) makeParents(path)
  writeFileState(
    path,
    journal ? textFile(`${JSON.stringify(journal, null, 1)}\n`, 0o644) : { kind: 'absent' },
  )
}

export function storeState(state: FileState): StoredState {
  if (state.kind === 'other') throw new Failure('a directory or device is in the way of a file to write')
  if (state.kind !== 'file') return state
  return { kind: 'file', mode: state.mode, base64: state.bytes.toString('base64') }
}

export function restoreState(stored: StoredState): FileState {
  if (stored.kind !== 'file') return stored
  return { kind: 'file', mode: stored.mode, bytes: Buffer.from(stored.base64, 'base64') }
}

/** One word for a state: equal only for equal bytes, mode and kind. */
export function stateDigest(state: FileState): string {
  if (state.kind === 'file') {
    return `file:${state.mode.toString(8)}:${createHash('sha256').update(state.bytes).digest('hex')}`
  }
  return state.kind === 'symlink' ? `symlink:${state.target}` : state.kind
}
