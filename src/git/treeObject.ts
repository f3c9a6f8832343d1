import type { Oid } from '../model/change.ts'
import { AmbiguousObject } from './ambiguousObject.ts'

/** One entry of one tree; `mode` is as `git ls-tree` prints it (`040000` for a tree), `name` one path part. */
export type TreeEntry = { mode: string; name: string; oid: Oid }

const MODES = new Map([
  ['40000', '040000'],
  ['100644', '100644'],
  ['100755', '100755'],
  ['120000', '120000'],
  ['160000', '160000'],
])

/**
 * Decodes a raw tree object, strictly.
 * @param oid the tree's name; its length says how long the names inside are (SHA-1 or SHA-256).
 * @throws AmbiguousObject where readers differ: modes that git does not write, a wrong order or a name
 *   twice (which one is checked out?), `.`, `..` and whatever some file system takes for `.git`.
 */
export function parseTreeObject(oid: Oid, bytes: Uint8Array): TreeEntry[] {
  const deviates = (reason: string): never => {
    throw new AmbiguousObject('tree', oid, reason)
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = oid.length / 2
  const entries: TreeEntry[] = []
  const names = new Set<string>()
  let before: Buffer | null = null
  for (let at = 0; at < buffer.length; ) {
    const space = buffer.indexOf(0x20, at)
    const end = space < 0 ? -1 : buffer.indexOf(0, space)
    if (end < 0 || end + 1 + width > buffer.length) deviates('it is cut short')
    const written = buffer.toString('latin1', at, space)
    const mode = MODES.get(written) ?? deviates(`mode ${JSON.stringify(written.slice(0, 20))}`)
    const raw = buffer.subarray(space + 1, end)
    const name = raw.toString('utf8')
    const bad = unsafe(name)
    if (bad) deviates(`a path ${JSON.stringify(name.slice(0, 60))} ${bad}`)
    // Two names that are no valid UTF-8 can look the same to a reader that decodes them.
    if (names.has(name)) deviates(`the path ${JSON.stringify(name.slice(0, 60))} twice`)
    names.add(name)
    const key: Buffer = mode === '040000' ? Buffer.concat([raw, Buffer.from('/')]) : raw
    if (before && Buffer.compare(before, key) >= 0)
      deviates(`its paths are out of order at ${JSON.stringify(name)}`)
    before = key
    at = end + 1 + width
    entries.push({ mode, name, oid: buffer.toString('hex', end + 1, at) })
  }
  return entries
}

/** Why a name must not be in a tree, or null. As git's `verify_path` with both of its protections on. */
function unsafe(name: string): string | null {
  if (name === '') return 'is empty'
  if (name.includes('/')) return 'has a slash'
  // macOS ignores these characters in file names.
  const seen = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
  if (seen === '.' || seen === '..') return 'leads out of its tree'
  // Windows ignores dots and spaces at the end, takes `:` for a stream, and knows short names.
  const short = (seen.split(/[:\\]/)[0] ?? '').toLowerCase()
  if (/^(\.git|git~[0-9])[. ]*$/.test(short)) return 'is .git to some file system'
  return null
}
