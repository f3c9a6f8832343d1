import type { Oid } from '../model/change.ts'

/** One entry of one tree. `name` holds one character a byte; the mode is as git stores it (`40000`). */
export type TreeEntry = { mode: string; name: string; oid: Oid }

export const TREE_MODE = '40000'
export const NOTE_MODE = '100644'

/**
 * Decodes a raw tree object.
 * @param hashBytes 20 or 32.
 * @throws Error when the bytes are no tree.
 */
export function parseTree(bytes: Buffer, hashBytes: number): TreeEntry[] {
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const zero = bytes.indexOf(0, space)
    const end = zero + 1 + hashBytes
    if (space < 0 || zero < 0 || end > bytes.length) throw new Error('a damaged tree object')
    entries.push({
      mode: bytes.toString('latin1', at, space),
      name: bytes.toString('latin1', space + 1, zero),
      oid: bytes.toString('hex', zero + 1, end),
    })
    at = end
  }
  return entries
}

/** Encodes a tree. git sorts by byte, a directory as though its name ended in a slash. */
export function printTree(entries: TreeEntry[]): Buffer {
  const key = (entry: TreeEntry) => (entry.mode === TREE_MODE ? `${entry.name}/` : entry.name)
  const keyed = entries.map(entry => [key(entry), entry] as const)
  keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const size = entries.reduce(
    (all, { mode, name, oid }) => all + mode.length + name.length + 2 + oid.length / 2,
    0,
  )
  const bytes = Buffer.alloc(size)
  let at = 0
  for (const [, { mode, name, oid }] of keyed) {
    at += bytes.write(`${mode} ${name}\0`, at, 'latin1')
    at += bytes.write(oid, at, 'hex')
  }
  return bytes
}
