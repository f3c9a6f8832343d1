import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Failure } from '../model/failure.ts'

/** What stands at a path, completely: enough to put it back. `other` is a directory, socket or device. */
export type FileState =
  | { kind: 'absent' }
  | { kind: 'file'; mode: number; bytes: Buffer }
  | { kind: 'symlink'; target: string }
  | { kind: 'other' }

export const ABSENT: FileState = { kind: 'absent' }

/** A text file with its mode (permission bits only). */
export function textFile(text: string, mode: number): FileState {
  return { kind: 'file', mode, bytes: Buffer.from(text) }
}

/** Reads what stands at `path`, not following a symlink. Throws the system's error when it can't be read. */
export function readFileState(path: string): FileState {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) return ABSENT
  if (stat.isSymbolicLink()) return { kind: 'symlink', target: readlinkSync(path) }
  if (!stat.isFile()) return { kind: 'other' }
  return { kind: 'file', mode: stat.mode & 0o7777, bytes: readFileSync(path) }
}

/**
 * Makes `path` be what `state` says. Files appear whole or not at all, because git may start a hook
 * at any moment. The directory must exist.
 */
export function writeFileState(path: string, state: FileState): void {
  if (state.kind === 'other') throw new Failure(`${path} is a directory or a device, which init never writes`)
  if (state.kind === 'absent') {
    rmSync(path, { force: true })
    return
  }
  const fresh = `${path}.git-improver-${process.pid}`
  if (state.kind === 'symlink') symlinkSync(state.target, fresh)
  else {
    writeFileSync(fresh, state.bytes, { flag: 'wx' })
    // The mode given at creation is cut by the umask.
    chmodSync(fresh, state.mode)
  }
  try {
    renameSync(fresh, path)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}

/** Whether two states are the same, bytes and mode. */
export function sameState(one: FileState, other: FileState): boolean {
  if (one.kind === 'file' && other.kind === 'file')
    return one.mode === other.mode && one.bytes.equals(other.bytes)
  if (one.kind === 'symlink' && other.kind === 'symlink') return one.target === other.target
  return one.kind === other.kind && one.kind !== 'other'
}

/** The text of a file, or an empty one for anything that is no file. */
export function textOf(state: FileState): string {
  return state.kind === 'file' ? state.bytes.toString('utf8') : ''
}

/** Makes the directory of `path` and gives those that were not there, outermost first. */
export function makeParents(path: string): string[] {
  const missing: string[] = []
  for (let dir = dirname(path); !lstatSync(dir, { throwIfNoEntry: false }); dir = dirname(dir))
    missing.unshift(dir)
  for (const dir of missing) mkdirSync(dir)
  return missing
}
