import type { Oid } from '../model/change.ts'
import type { Commit } from '../model/commit.ts'
import { AmbiguousObject } from './ambiguousObject.ts'
import { parseCommitObject } from './commitObject.ts'
import type { GitObject, ObjectReader } from './objects.ts'

/** A commit, or null where it is not here, or `readable` is null. */
export async function readableCommit(objects: ObjectReader, oid: Oid): Promise<Commit | null> {
  const object = await objects.get(oid)
  return object?.type === 'commit' ? readable(object) : null
}

/** A commit decoded, or null where two readers would read it differently: an old history may hold such a one. */
export function readable({ oid, bytes }: Pick<GitObject, 'oid' | 'bytes'>): Commit | null {
  try {
    return parseCommitObject(oid, bytes)
  } catch (error) {
    if (error instanceof AmbiguousObject) return null
    throw error
  }
}
