import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Repository } from '../git/repository.ts'
import type { ObjectType, RawObject } from './rawObject.ts'

const TYPE: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3 }

/**
 * Shorter objects go in as they are: to start zlib costs 0.2-0.4 ms, as much as all the rest of an entry,
 * and wins 40 bytes. (git compresses loose objects itself.)
 */
const DEFLATED = 4_096

/** A git pack (version 2, no deltas) of these objects: any number of any type in one stream. */
export function packObjects(format: Repository['objectFormat'], objects: RawObject[]): Buffer {
  const head = Buffer.alloc(12)
  head.write('PACK', 0, 'latin1')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(objects.length, 8)
  const parts: Uint8Array[] = [head]
  for (const { type, bytes } of objects) {
    parts.push(entryHead(TYPE[type], bytes.length))
    parts.push(bytes.length < DEFLATED ? storedStream(bytes) : deflateSync(bytes, { level: 1 }))
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

/** A zlib stream of one stored block: two bytes of head, the length and its complement, Adler-32. */
function storedStream(bytes: Buffer): Buffer {
  const stream = Buffer.alloc(bytes.length + 11)
  stream.writeUInt16BE(0x7801, 0)
  stream.writeUInt8(1, 2)
  stream.writeUInt16LE(bytes.length, 3)
  stream.writeUInt16LE(~bytes.length & 0xffff, 5)
  bytes.copy(stream, 7)
  let a = 1
  let b = 0
  // No overflow: fewer than DEFLATED bytes keep both sums far below 2 ** 53.
  for (const byte of bytes) {
    a += byte
    b += a
  }
  stream.writeUInt32BE((b % 65_521) * 65_536 + (a % 65_521), bytes.length + 7)
  return stream
}
