import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Path } from '../model/change.ts'

/** What stands in a folder, by path: of a folder its mode; of anything else all that changes when it is written to. */
export type FolderState = {
  folders: Map<Path, string>
  files: Map<Path, string>
  /** The latest change of anything in it, in nanoseconds since 1970. */
  latest: bigint
  /** Whether times are kept to less than a millisecond. */
  fine: boolean
}

/**
 * Reads a folder without following a link or opening a file. The change time is what no program can set (utimes sets the
 * others, and by that the change time), so that two equal states hold the same bytes.
 * @throws where there is no folder.
 */
export function readFolderState(top: string): FolderState {
  const state: FolderState = { folders: new Map(), files: new Map(), latest: 0n, fine: false }
  const root = lstatSync(top)
  if (!root.isDirectory()) throw new Error(`${top} is no folder`)
  state.folders.set('', String(root.mode))
  const waiting: Path[] = ['']
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const { name } of readdirSync(join(top, at), { withFileTypes: true })) {
      const path = at === '' ? name : `${at}/${name}`
      const stat = lstatSync(join(top, path), { bigint: true })
      if (stat.isDirectory()) {
        state.folders.set(path, String(stat.mode))
        waiting.push(path)
      } else {
        const { dev, ino, mode, nlink, size, mtimeNs, ctimeNs } = stat
        state.files.set(path, [dev, ino, mode, nlink, size, mtimeNs, ctimeNs].join(' '))
      }
      if (stat.ctimeNs % 1_000_000n !== 0n) state.fine = true
      if (stat.ctimeNs > state.latest) state.latest = stat.ctimeNs
    }
  return state
}
