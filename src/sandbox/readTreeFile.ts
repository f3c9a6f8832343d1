import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Path } from '../model/change.ts'

/**
 * The text of a regular file of an exported tree, or null when there is none. A symbolic link is never
 * followed out of the tree: its target may be any file of the user's.
 */
export function readTreeFile(tree: string, path: Path): string | null {
  const file = join(tree, path)
  try {
    if (!lstatSync(file).isFile()) return null
    if (!realpathSync(file).startsWith(`${realpathSync(tree)}${sep}`)) return null
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** What stands at a path: its type and permission to execute, or null for nothing. */
export function kindOf(tree: string, path: Path): string | null {
  try {
    const stat = lstatSync(join(tree, path))
    if (stat.isSymbolicLink()) return 'link'
    if (!stat.isFile()) return 'other'
    return stat.mode & 0o100 ? 'executable' : 'file'
  } catch {
    return null
  }
}
