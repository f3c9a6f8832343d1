import { hash } from 'node:crypto'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'

export type ObjectType = 'commit' | 'tree' | 'blob'

/** An object of ours before git has it: its name is computed here, and git computes it again. */
export type RawObject = { oid: Oid; type: ObjectType; bytes: Buffer }

/** Makes an object and names it the way git does: the hash of `<type> <size>\0<bytes>`. */
export function rawObject(format: Repository['objectFormat'], type: ObjectType, bytes: Buffer): RawObject {
  // Joined and hashed at one go: a Hash object for each costs more than the copy.
  const named = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`, 'latin1'), bytes])
  return { oid: hash(format, named, 'hex'), type, bytes }
}
