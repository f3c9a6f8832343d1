import type { Oid } from '../model/change.ts'
import { placeOthers } from './placeOthers.ts'
import { NOTE_MODE, TREE_MODE, type TreeEntry } from './treeObject.ts'

/** Reads one tree object of the notes. */
export type LoadTree = (tree: Oid) => Promise<TreeEntry[]>
/** A path in the notes tree and what stands there; a directory is one that nobody had to open. */
export type PlacedEntry = { path: string; mode: string; oid: Oid }

/**
 * The notes of a ref as git itself holds them while it edits: a tree of sixteens over the digits of the
 * annotated object, in which directories of the stored tree stay closed until something concerns them.
 * How deep the stored tree fans out follows from that shape, so ours comes out as git's does.
 */
export type NoteTree = {
  /** The blobs of an object's note: none, one, or more where it stands under two fan-outs. */
  get(object: Oid): Promise<Oid[]>
  set(object: Oid, blob: Oid): Promise<void>
  drop(object: Oid): Promise<void>
  /** Everything that stands in the tree now, and the notes that stand twice and must be joined first. */
  place(): Promise<PlacedEntry[]>
  doubled(): [Oid, Oid[]][]
}

/** So many entries move up out of directories of their own at a time; in an honest tree it is a handful. */
const MOVABLE = 100_000

type Note = { kind: 'note'; key: string; blobs: Oid[] }
type Closed = { kind: 'closed'; key: string; tree: Oid }
type Inner = { kind: 'inner'; slots: (Inner | Note | Closed | undefined)[] }

/**
 * Opens the notes that stand in `root`.
 * @param digits how many an object name has here: 40 or 64.
 */
export async function openNoteTree(load: LoadTree, root: Oid | null, digits: number): Promise<NoteTree> {
  const top: Inner = newInner()
  const others: PlacedEntry[] = []
  const twice = new Set<Note>()
  const counts = new Map<string, number>()
  let movable = MOVABLE

  async function open(closed: Closed, into: Inner, level: number): Promise<void> {
    const { key, tree } = closed
    for (const { mode, name, oid } of await load(tree)) {
      // A name may hold a slash where no git made the tree; whoever lists it takes that for a directory.
      const hex = /^[0-9a-f/]+$/i.test(name) ? name.replaceAll('/', '').toLowerCase() : ''
      if (hex.length === digits - key.length && mode.startsWith('100'))
        await insert(into, level, { kind: 'note', key: key + hex, blobs: [oid] })
      else if (hex.length === 2 && mode === TREE_MODE && key.length + 2 < digits)
        await insert(into, level, { kind: 'closed', key: key + hex, tree: oid })
      else others.push({ path: [...pairs(key), name].join('/'), mode, oid })
    }
  }

  async function insert(into: Inner, level: number, leaf: Note | Closed): Promise<void> {
    // A directory whose whole prefix we stand below has nothing left to be told apart by.
    if (leaf.kind === 'closed' && leaf.key.length <= level) return open(leaf, into, level)
    const slot = nibble(leaf.key, level)
    const there = into.slots[slot]
    if (!there) {
      into.slots[slot] = leaf
      return
    }
    if (there.kind === 'inner') return insert(there, level + 1, leaf)
    if (there.kind === 'closed' && leaf.key.startsWith(there.key)) {
      into.slots[slot] = undefined
      await open(there, into, level)
      return insert(into, level, leaf)
    }
    if (leaf.kind === 'closed' && there.key.startsWith(leaf.key)) return open(leaf, into, level)
    if (there.kind === 'note' && there.key === leaf.key) {
      for (const blob of (leaf as Note).blobs) if (!there.blobs.includes(blob)) there.blobs.push(blob)
      twice.add(there)
      return
    }
    const inner = newInner()
    into.slots[slot] = inner
    await insert(inner, level + 1, there)
    await insert(inner, level + 1, leaf)
  }

  async function find(object: Oid): Promise<Note | undefined> {
    let node = top
    for (let level = 0; ; ) {
      const slot = nibble(object, level)
      const there = node.slots[slot]
      if (there?.kind === 'inner') {
        node = there
        level += 1
      } else if (there?.kind === 'closed' && object.startsWith(there.key)) {
        node.slots[slot] = undefined
        await open(there, node, level)
      } else return there?.kind === 'note' && there.key === object ? there : undefined
    }
  }

  async function walk(node: Inner, level: number, above: number, out: PlacedEntry[]): Promise<void> {
    const fanOut = fanOutAt(node, level, above)
    for (let slot = 0; slot < 16; slot += 1) {
      for (let one = node.slots[slot]; one?.kind === 'closed'; one = node.slots[slot]) {
        if (level < 2 * fanOut || !(await mayOpen(one))) {
          out.push({ path: pairs(one.key).join('/'), mode: TREE_MODE, oid: one.tree })
          break
        }
        // Too few notes here for a directory of their own any more: git takes them up a level.
        node.slots[slot] = undefined
        await open(one, node, level)
      }
      const one = node.slots[slot]
      if (one?.kind === 'inner') await walk(one, level + 1, fanOut, out)
      if (one?.kind === 'note' && one.blobs[0] !== undefined)
        out.push({ path: fannedPath(one.key, fanOut), mode: NOTE_MODE, oid: one.blobs[0] })
    }
  }

  /** Whether a directory gives so few entries that they can be moved; one of a bomb of trees stays shut. */
  async function mayOpen({ key, tree }: Closed): Promise<boolean> {
    const count = await countOf(tree, digits - key.length)
    if (count > movable) return false
    movable -= count
    return true
  }

  async function countOf(tree: Oid, below: number): Promise<number> {
    const known = counts.get(`${tree} ${below}`)
    if (known !== undefined) return known
    let count = 0
    for (const { mode, name, oid } of await load(tree))
      count += mode === TREE_MODE && name.length === 2 && below > 2 ? await countOf(oid, below - 2) : 1
    counts.set(`${tree} ${below}`, count)
    return count
  }

  if (root) await open({ kind: 'closed', key: '', tree: root }, top, 0)
  return {
    get: async object => [...((await find(object))?.blobs ?? [])],
    async set(object, blob) {
      const there = await find(object)
      if (there) there.blobs = [blob]
      else await insert(top, 0, { kind: 'note', key: object, blobs: [blob] })
    },
    async drop(object) {
      const there = await find(object)
      if (there) there.blobs = []
    },
    async place() {
      const out: PlacedEntry[] = []
      await walk(top, 0, 0, out)
      for (const other of placeOthers(out, others)) out.push(other)
      return out
    },
    doubled: () => [...twice].flatMap(note => (note.blobs.length > 1 ? [[note.key, [...note.blobs]]] : [])),
  }
}

/**
 * How many directory levels stand above the notes below this node: one more where, at an even level, all
 * sixteen branches hold more than one note or a directory (git's own rule, notes.c).
 */
function fanOutAt(node: Inner, level: number, above: number): number {
  if (level % 2 === 1 || level > 2 * above) return above
  const dense = node.slots.every(slot => slot?.kind === 'inner' || slot?.kind === 'closed')
  return dense ? above + 1 : above
}

function newInner(): Inner {
  return { kind: 'inner', slots: new Array(16).fill(undefined) }
}

function nibble(key: string, level: number): number {
  return Number.parseInt(key[level] ?? '0', 16)
}

function pairs(hex: string): string[] {
  return hex.match(/../g) ?? []
}

function fannedPath(key: string, fanOut: number): string {
  return [...pairs(key.slice(0, 2 * fanOut)), key.slice(2 * fanOut)].join('/')
}
