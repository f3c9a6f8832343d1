import type { Repository } from '../git/repository.ts'
import { Failure } from '../model/failure.ts'
import type { PlacedEntry } from './noteTree.ts'
import { type RawObject, rawObject } from './rawObject.ts'
import { printTree, TREE_MODE, type TreeEntry } from './treeObject.ts'

/**
 * The tree objects that hold these paths, the root last.
 * @throws Failure where a path is a file and a directory at once.
 */
export function buildTrees(format: Repository['objectFormat'], placed: PlacedEntry[]): RawObject[] {
  const here: TreeEntry[] = []
  const below = new Map<string, PlacedEntry[]>()
  for (const { path, mode, oid } of placed) {
    const slash = path.indexOf('/')
    if (slash < 0) here.push({ mode, name: path, oid })
    else {
      const name = path.slice(0, slash)
      const inside = below.get(name) ?? []
      inside.push({ path: path.slice(slash + 1), mode, oid })
      below.set(name, inside)
    }
  }
  const objects: RawObject[] = []
  for (const [name, inside] of below) {
    const built = buildTrees(format, inside)
    for (const one of built) objects.push(one)
    here.push({ mode: TREE_MODE, name, oid: built[built.length - 1]!.oid })
  }
  const names = new Set(here.map(entry => entry.name))
  if (names.size !== here.length) throw new Failure('the notes tree holds one path twice; see: git fsck')
  objects.push(rawObject(format, 'tree', printTree(here)))
  return objects
}
