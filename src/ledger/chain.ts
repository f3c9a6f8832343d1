import { hash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSharedFolder } from '../git/sharedFolder.ts'
import type { Digest } from '../model/change.ts'

/** Below the git directory's `improver`: one file a key. */
const FOLDER = 'last'
const ID = /^sha256:[0-9a-f]{64}$/

/**
 * The id of the entry that this clone wrote last with this key (null: without one). Each entry names the one
 * before it, so that whoever takes one away has to take all that came after.
 * @param commonDir the git directory that all worktrees share.
 */
export function lastWritten(commonDir: string, key: string | null): Digest | undefined {
  try {
    const id = readFileSync(join(commonDir, 'improver', FOLDER, fileFor(key)), 'utf8').trim()
    return ID.test(id) ? (id as Digest) : undefined
  } catch {
    return undefined
  }
}

/**
 * Remembers what was written last. Two writers at the same time may both name the same entry before theirs; a
 * chain that forks hides nothing, one that waits for the other would.
 */
export function rememberWritten(commonDir: string, key: string | null, id: Digest): void {
  try {
    const { path, fileMode } = makeSharedFolder(commonDir, 'improver', FOLDER)
    const file = join(path, fileFor(key))
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, `${id}\n`, { mode: fileMode })
    renameSync(fresh, file)
  } catch {
    // The entry is written. The next one names an older one, and nobody is worse off.
  }
}

function fileFor(key: string | null): string {
  return key === null ? 'unsigned' : hash('sha256', key, 'hex').slice(0, 16)
}
