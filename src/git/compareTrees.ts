import type { TreeObject } from 'isomorphic-git'
import type { TreeEntry } from './treeObject.ts'

const TYPES: Record<string, string> = { '040000': 'tree', '160000': 'commit' }

/** The first entry in which two decodings of one tree differ, as a sentence, or null. */
export function compareTrees(ours: TreeEntry[], theirs: TreeObject): string | null {
  if (ours.length !== theirs.length)
    return `two readers see another number of paths: ${ours.length} and ${theirs.length}`
  // The other reader sorts in its own way, so the order says nothing.
  const byName = new Map(theirs.map(entry => [entry.path, entry]))
  for (const { name, mode, oid } of ours) {
    const their = byName.get(name)
    if (!their) return `only one reader sees the path ${JSON.stringify(name)}`
    const type = TYPES[mode] ?? 'blob'
    if (their.mode !== mode || their.oid !== oid || their.type !== type)
      return `two readers see another ${JSON.stringify(name)}: ${mode} ${type} ${oid} and ${their.mode} ${their.type} ${their.oid}`
  }
  return null
}
