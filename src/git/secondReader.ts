import { createHash } from 'node:crypto'
import type { Oid } from '../model/change.ts'
import { AmbiguousObject } from './ambiguousObject.ts'
import { parseCommitObject } from './commitObject.ts'
import { compareCommits } from './compareCommits.ts'
import { compareTrees } from './compareTrees.ts'
import { objectFs } from './objectFs.ts'
import { parseTreeObject } from './treeObject.ts'

/**
 * What a second, independent parser says of an object: the same; something else, in words; or that
 * it cannot read such an object, which is never agreement.
 */
export type SecondOpinion =
  | { state: 'agrees' }
  | { state: 'differs'; what: string }
  | { state: 'unread'; why: string }

/**
 * Has isomorphic-git decode the very same bytes and compares with our own decoder, field by field.
 * The bytes reach it as one loose object in memory, so packs, worktrees, alternates and reftable do
 * not matter. An object that our own decoder calls ambiguous differs, too.
 * @param bytes the object without its header, as `cat-file --batch` gives it.
 */
export async function secondOpinion(
  oid: Oid,
  bytes: Uint8Array,
  type: 'commit' | 'tree',
  objectFormat: 'sha1' | 'sha256',
): Promise<SecondOpinion> {
  const name = createHash(objectFormat).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex')
  if (name !== oid) return { state: 'differs', what: `its bytes have the name ${name}, not ${oid}` }
  if (objectFormat === 'sha256') return { state: 'unread', why: 'isomorphic-git cannot read SHA-256 objects' }
  try {
    return type === 'commit' ? await aboutCommit(oid, bytes) : await aboutTree(oid, bytes)
  } catch (error) {
    if (error instanceof AmbiguousObject) return { state: 'differs', what: error.reason }
    throw error
  }
}

async function aboutCommit(oid: Oid, bytes: Uint8Array): Promise<SecondOpinion> {
  // The other reader knows no encodings: both have to read the same letters.
  const ours = parseCommitObject(oid, bytes, 'utf-8')
  // Decoded as declared, it may still turn out to be ambiguous.
  parseCommitObject(oid, bytes)
  const { readCommit } = await import('isomorphic-git')
  const theirs = await attempt(() => readCommit({ ...objectFs(oid, 'commit', bytes), oid }))
  if ('error' in theirs) return refused(theirs.error)
  return verdict(compareCommits(ours, theirs.value.commit))
}

async function aboutTree(oid: Oid, bytes: Uint8Array): Promise<SecondOpinion> {
  const ours = parseTreeObject(oid, bytes)
  // It refuses these on every system, git on Linux does not: no disagreement about what is there.
  if (ours.some(({ name }) => name.includes('\\')))
    return { state: 'unread', why: 'isomorphic-git does not read paths with a backslash' }
  const { readTree } = await import('isomorphic-git')
  const theirs = await attempt(() => readTree({ ...objectFs(oid, 'tree', bytes), oid }))
  if ('error' in theirs) return refused(theirs.error)
  return verdict(compareTrees(ours, theirs.value.tree))
}

function verdict(what: string | null): SecondOpinion {
  return what === null ? { state: 'agrees' } : { state: 'differs', what }
}

function refused(error: Error): SecondOpinion {
  return { state: 'differs', what: `isomorphic-git cannot decode it: ${error.message.split('\n')[0]}` }
}

async function attempt<T>(read: () => Promise<T>): Promise<{ value: T } | { error: Error }> {
  try {
    return { value: await read() }
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }
}
