import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Path } from '../../model/change.ts'

/**
 * Whether a new file may be written at a path of an exported tree: nothing stands there, and every folder on the way that there is
 * is a real one. A committed link in its place leads wherever the repository likes, out of the tree too.
 */
export function isFreePlace(tree: string, path: Path): boolean {
  const parts = path.split('/')
  if (parts.includes('..')) return false
  for (let count = 1; count <= parts.length; count++) {
    const stat = lstatSync(join(tree, ...parts.slice(0, count)), { throwIfNoEntry: false })
    if (!stat) return true
    if (!stat.isDirectory()) return false
  }
  return false
}
