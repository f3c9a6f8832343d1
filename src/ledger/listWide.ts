import { type ObjectReader, openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { parseTree, TREE_MODE, type TreeEntry } from './treeObject.ts'

/** A file of a tree, or a directory that was passed over: `held` says how many files it would have given. */
export type Listed = { mode: string; oid: Oid; path: string; held?: number }

/** So many files are listed at most. */
const MOST = 1 << 20

/**
 * Lists the files of a notes tree, however many it pretends to have: a few kilobytes of trees that hold each other
 * again and again can stand for more files than there is memory for. Directories that no git and no ledger makes are
 * passed over and told: those that are no fan-out, and of those that are too large for their share the ones that
 * stand more than once in one directory.
 */
export async function listWide(repo: Repository, commit: Oid): Promise<Listed[]> {
  const digits = repo.objectFormat === 'sha256' ? 64 : 40
  const reader = openObjects(repo)
  try {
    const load = treeLoader(reader, digits / 2)
    const root = await reader.get(`${commit}^{tree}`)
    const out: Listed[] = []
    if (root) await list(load, { oid: root.oid, prefix: '', below: digits }, MOST, out)
    return out
  } finally {
    reader.close()
  }
}

type Load = { entries(tree: Oid): Promise<TreeEntry[]>; count(tree: Oid, below: number): Promise<number> }

/** Each tree is read once. A directory whose name is no pair of digits counts as one file. */
function treeLoader(reader: ObjectReader, hashBytes: number): Load {
  const read = new Map<Oid, TreeEntry[]>()
  const counts = new Map<string, number>()
  const load: Load = {
    async entries(tree) {
      const there = read.get(tree)
      if (there) return there
      const object = await reader.get(tree)
      const entries = object?.type === 'tree' ? parseTree(object.bytes, hashBytes) : []
      read.set(tree, entries)
      return entries
    },
    async count(tree, below) {
      const key = `${tree} ${below}`
      const known = counts.get(key)
      if (known !== undefined) return known
      let count = 0
      for (const one of await load.entries(tree))
        count += isFanOut(one, below) ? await load.count(one.oid, below - 2) : 1
      counts.set(key, count)
      return count
    },
  }
  return load
}

function isFanOut({ mode, name }: TreeEntry, below: number): boolean {
  return mode === TREE_MODE && below > 2 && /^[0-9a-f]{2}$/i.test(name)
}

async function list(
  load: Load,
  tree: { oid: Oid; prefix: string; below: number },
  share: number,
  out: Listed[],
): Promise<void> {
  const { oid, prefix, below } = tree
  let left = share
  const folders: { one: TreeEntry; held: number }[] = []
  const often = new Map<Oid, number>()
  for (const one of await load.entries(oid)) {
    if (isFanOut(one, below)) {
      folders.push({ one, held: await load.count(one.oid, below - 2) })
      often.set(one.oid, (often.get(one.oid) ?? 0) + 1)
    } else {
      const { mode, name } = one
      out.push({ mode: mode.padStart(6, '0'), oid: one.oid, path: prefix + name })
      left -= 1
    }
  }
  const equal = Math.max(0, Math.floor(left / folders.length))
  // The small ones first: what one of them does not need is there for the others.
  folders.sort((a, b) => a.held - b.held)
  for (const [at, { one, held }] of folders.entries()) {
    const part = Math.max(0, Math.floor(left / (folders.length - at)))
    const path = prefix + one.name
    if (held > equal && often.get(one.oid) !== 1) out.push({ mode: TREE_MODE, oid: one.oid, path, held })
    else {
      const before = out.length
      await list(load, { oid: one.oid, prefix: `${path}/`, below: below - 2 }, part, out)
      left -= out.length - before
    }
  }
}
