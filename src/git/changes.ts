import { createHash } from 'node:crypto'
import type { Change, Digest, FileChange, ModeBlob, Oid } from '../model/change.ts'
import type { Repository } from './repository.ts'

const EMPTY_TREE = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
}

/** The name of the tree without files, which git knows without storing it. */
export function emptyTree(repo: Repository): Oid {
  return EMPTY_TREE[repo.objectFormat]
}

/** How `git diff-tree` must be asked so that no configuration alters its answer. */
export const RAW = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-commit-id', '--no-relative']

/**
 * The change from one tree to another.
 * @param from a tree or commit, or null for the empty tree.
 */
export async function readChange(repo: Repository, from: Oid | null, to: Oid): Promise<Change> {
  const { stdout } = await repo.run(['diff-tree', ...RAW, from ?? emptyTree(repo), to])
  return makeChange(parseRaw(stdout))
}

/** What is staged, against a commit or null for nothing at all. Reads the index and writes nothing. */
export async function readStaged(repo: Repository, from: Oid | null): Promise<Change> {
  const flags = RAW.filter(flag => flag !== '-r' && flag !== '--no-commit-id')
  const { stdout } = await repo.run(['diff-index', '--cached', ...flags, from ?? emptyTree(repo)])
  return makeChange(parseRaw(stdout))
}

/** Sorts the files by the bytes of their paths and names the whole by its digest. */
export function makeChange(files: FileChange[]): Change {
  const sorted = files
    .map(file => ({ file, key: Buffer.from(file.path) }))
    .sort((a, b) => a.key.compare(b.key))
    .map(({ file }) => file)
  return { files: sorted, digest: changeDigest(sorted) }
}

/** NUL ends each field and no path can hold one, so no two changes share an encoding. */
function changeDigest(files: FileChange[]): Digest {
  const hash = createHash('sha256').update('git-improver change 1\0')
  for (const { path, old, new: now } of files) {
    for (const field of [path, spell(old), spell(now)]) hash.update(field).update('\0')
  }
  return `sha256:${hash.digest('hex')}`
}

function spell(at: ModeBlob | null): string {
  return at ? `${at.mode} ${at.oid}` : '-'
}

/** `:oldmode newmode oldoid newoid status NUL path NUL`, repeated (git help diff-format). */
export function parseRaw(raw: Buffer): FileChange[] {
  const files: FileChange[] = []
  let at = 0
  while (at < raw.length) {
    const headEnd = raw.indexOf(0, at)
    const pathEnd = raw.indexOf(0, headEnd + 1)
    const head = raw.toString('latin1', at, headEnd)
    const [oldMode = '', newMode = '', oldOid = '', newOid = ''] = head.replace(/^:/, '').split(' ')
    files.push({
      path: readPath(raw.subarray(headEnd + 1, pathEnd)),
      old: modeBlob(oldMode, oldOid),
      new: modeBlob(newMode, newOid),
    })
    at = pathEnd + 1
  }
  return files
}

function modeBlob(mode: string, oid: Oid): ModeBlob | null {
  return mode === '000000' ? null : { mode, oid }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A path that is no UTF-8 gets a spelling of its own: two different paths must never look the same. */
export function readPath(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return `\uFFFD:${bytes.toString('hex')}`
  }
}
