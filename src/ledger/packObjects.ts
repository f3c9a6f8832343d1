import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Repository } from '../git/repository.ts'
import type { ObjectType, RawObject } from './rawObject.ts'

const TYPE: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3 }

/** A git pack (version 2, no deltas) of these objects: any number of any type in one stream. */
export function packObjects(format: Repository['objectFormat'], objects: RawObject[]): Buffer {
  const head = Buffer.alloc(12)
  head.write('PACK', 0, 'latin1')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(objects.length, 8)
  const parts: Uint8Array[] = [head]
  for (const { type, bytes } of objects) {
    parts.push(entryHead(TYPE[type], bytes.length))
    // Level 1: git compresses again when it repacks, and until then the ledger's lines are short.
    parts.push(deflateSync(bytes, { level: 1 }))
  }
  const body = Buffer.concat(parts)
  return Buffer.concat([body, createHash(format).update(body).digest()])
}

/** Type and size: three bits and four bits, then seven bits a byte, the lowest first. */
function entryHead(type: number, size: number): Buffer {
  const bytes: number[] = []
  let byte = (type << 4) | (size & 15)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 128)
    byte = rest & 127
  }
  return Buffer.from([...bytes, byte])
}
