import type { Path } from '../model/change.ts'

/** Half of what the narrowest system takes in a command line, the environment and other arguments beside it. In bytes. */
const MOST = 100_000

/**
 * What keeps a git command to some paths, or nothing where that would be too long for a command line: then git tells of
 * every path, and the caller has to look which are its own.
 */
export function pathArguments(paths: readonly Path[]): string[] {
  let size = 0
  for (const path of paths) size += Buffer.byteLength(path) + 1
  return size > MOST ? [] : ['--', ...paths]
}
