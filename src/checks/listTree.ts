import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Path } from '../model/change.ts'

/** The regular files of an exported tree whose path fits, sorted; dependencies and links are left out. */
export function listTree(tree: string, fits: (path: Path) => boolean): Path[] {
  const found: Path[] = []
  const waiting: Path[] = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of readdirSync(join(tree, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && entry.name !== 'node_modules') waiting.push(path)
      else if (entry.isFile() && !entry.name.startsWith('.pnp.') && fits(path)) found.push(path)
    }
  }
  return found.sort()
}
