import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Path } from '../model/change.ts'

/**
 * The text of a regular file of an exported tree, or null when there is none. A symbolic link is never
 * followed out of the tree: its target may be any file of the user's.
 */
export function readTreeFile(tree: string, path: Path): string | null {
  const bytes = readTreeBytes(tree, path, Number.POSITIVE_INFINITY)
  return bytes instanceof Buffer ? bytes.toString('utf8') : null
}

/** The same, as bytes, of a file that is not larger than `limit` of them. */
export function readTreeBytes(tree: string, path: Path, limit: number): Buffer | 'too large' | null {
  const file = join(tree, path)
  try {
    const stat = lstatSync(file)
    if (!stat.isFile()) return null
    if (!realpathSync(file).startsWith(`${realpathSync(tree)}${sep}`)) return null
    return stat.size > limit ? 'too large' : readFileSync(file)
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
