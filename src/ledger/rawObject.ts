import { createHash } from 'node:crypto'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'

export type ObjectType = 'commit' | 'tree' | 'blob'

/** An object of ours before git has it: its name is computed here, and git computes it again. */
export type RawObject = { oid: Oid; type: ObjectType; bytes: Buffer }

/** Makes an object and names it the way git does: the hash of `<type> <size>\0<bytes>`. */
export function rawObject(format: Repository['objectFormat'], type: ObjectType, bytes: Buffer): RawObject {
  const oid = createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex')
  return { oid, type, bytes }
}
