import type { ObjectReader } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { buildTrees } from './buildTrees.ts'
import { addToNote } from './fileLines.ts'
import { extendNote, noteLines } from './noteLines.ts'
import { type LoadTree, type NoteTree, openNoteTree } from './noteTree.ts'
import { MAX_NOTE } from './parseEntry.ts'
import { type RawObject, rawObject } from './rawObject.ts'
import { readBlobs } from './readBlobs.ts'
import { parseTree, TREE_MODE, type TreeEntry } from './treeObject.ts'

/** The notes of one commit of a ledger, to be read and changed; nothing is written before `objects`. */
export type OpenNotes = {
  /**
   * The notes' bytes; empty when there is none, null when it can't be read (over 16 MB, or no blob). Two notes of one
   * object are one after the other.
   */
  read(objects: Iterable<Oid>): Promise<Map<Oid, Buffer | null>>
  /** Gives the name of the blob that will hold them. */
  write(object: Oid, bytes: Buffer): Promise<Oid>
  /** Makes a blob that git has already the note of an object. */
  take(object: Oid, blob: Oid): Promise<void>
  /** Leaves an object without a note. */
  drop(object: Oid): Promise<void>
  /** What git does not have yet, and the tree that holds all of it. */
  objects(): Promise<{ tree: Oid; objects: RawObject[] }>
}

/**
 * Opens the notes of a commit (null: none yet).
 * @throws Failure when an object is missing, or a note is too large to be one.
 */
export async function openNotes(
  repo: Repository,
  reader: ObjectReader,
  commit: Oid | null,
): Promise<OpenNotes> {
  const format = repo.objectFormat
  const [bytes, digits] = format === 'sha256' ? [32, 64] : [20, 40]
  const known = new Map<Oid, Promise<TreeEntry[]>>()
  const load = (tree: Oid) => {
    const entries = known.get(tree) ?? object(reader, tree, 'tree').then(found => parseTree(found, bytes))
    known.set(tree, entries)
    return entries
  }
  const root = commit ? rootOf(await object(reader, commit, 'commit')) : null
  const tree: NoteTree = await openNoteTree(load, root, digits)
  const blobs = new Map<Oid, RawObject>()

  /** The blobs' bytes; null for one that nobody can read as a note. */
  const contentsOf = async (oids: Oid[]): Promise<Map<Oid, Buffer | null>> => {
    const contents = new Map<Oid, Buffer | null>()
    for (const oid of oids) if (blobs.has(oid)) contents.set(oid, blobs.get(oid)!.bytes)
    const stored = [...new Set(oids)].filter(oid => !contents.has(oid))
    let at = 0
    for await (const reads of readBlobs(repo, stored))
      for (const read of reads) {
        const oid = stored[at++]!
        if ('why' in read && read.missing)
          throw missing(`the ledger's blob ${oid} is missing from this repository`)
        // A piece of a longer buffer: what is kept must not hold on to all of that.
        contents.set(oid, 'bytes' in read ? Buffer.from(read.bytes) : null)
      }
    return contents
  }
  const write = async (on: Oid, content: Buffer) => {
    if (content.length > MAX_NOTE)
      throw new Failure(
        `the ledger's note on ${on} would be ${content.length} bytes; the limit is ${MAX_NOTE}`,
      )
    const blob = rawObject(format, 'blob', content)
    blobs.set(blob.oid, blob)
    await tree.set(on, blob.oid)
    return blob.oid
  }
  const notes: OpenNotes = {
    async read(objects) {
      const wanted = [...objects]
      // Ask for all trees on the way at once: one answer after the other costs a round trip each.
      if (root) await openOnTheWay(load, root, '', wanted)
      const found: [Oid, Oid[]][] = []
      for (const on of wanted) found.push([on, await tree.get(on)])
      const contents = await contentsOf(found.flatMap(([, oids]) => oids))
      return new Map(found.map(([on, oids]) => [on, joined(oids.map(oid => contents.get(oid)!))]))
    },
    write,
    take: tree.set,
    drop: tree.drop,
    async objects() {
      let placed = await tree.place()
      // To place them may open directories, in which others stand twice.
      for (let twice = tree.doubled(); twice.length > 0; twice = tree.doubled()) {
        for (const [on, oids] of twice) {
          const contents = await contentsOf(oids)
          const readable = oids.filter(oid => contents.get(oid))
          await tree.set(on, readable[0] ?? oids[0]!)
          const rest = readable.slice(1).flatMap(oid => noteLines(contents.get(oid)!))
          if (rest.length > 0) await addToNote(notes, on, contents.get(readable[0]!)!, rest)
        }
        placed = await tree.place()
      }
      const trees = buildTrees(format, placed)
      const fresh = trees.filter(one => !known.has(one.oid))
      return { tree: trees[trees.length - 1]!.oid, objects: [...blobs.values(), ...fresh] }
    },
  }
  return notes
}

/** Notes of one object, one after the other; null where one of them can't be read. */
function joined(notes: (Buffer | null)[]): Buffer | null {
  let all: Buffer = Buffer.alloc(0)
  for (const one of notes) {
    if (!one) return null
    all = all.length ? Buffer.concat([extendNote(all, []), one]) : one
  }
  return all
}

async function openOnTheWay(load: LoadTree, tree: Oid, prefix: string, wanted: Oid[]): Promise<void> {
  const groups = new Map<string, Oid[]>()
  for (const on of wanted) {
    const pair = on.slice(prefix.length, prefix.length + 2)
    const group = groups.get(pair)
    if (group) group.push(on)
    else groups.set(pair, [on])
  }
  const ways = (await load(tree)).flatMap(({ mode, name, oid }) => {
    const group = mode === TREE_MODE ? groups.get(name) : undefined
    return group ? [openOnTheWay(load, oid, prefix + name, group)] : []
  })
  await Promise.all(ways)
}

async function object(reader: ObjectReader, oid: Oid, type: 'commit' | 'tree' | 'blob'): Promise<Buffer> {
  const found = await reader.get(oid)
  if (!found) throw missing(`the ledger's ${type} ${oid} is missing from this repository`)
  if (found.type !== type) throw missing(`the ledger's ${type} ${oid} is a ${found.type}`)
  return found.bytes
}

function missing(what: string): Failure {
  return new Failure(what, [{ run: ['git', 'fsck', '--connectivity-only'], where: 'here' }])
}

function rootOf(commit: Buffer): Oid {
  return /^tree ([0-9a-f]+)\n/.exec(commit.toString('latin1', 0, 80))?.[1] ?? ''
}
