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
/** What a stored block has around its bytes. */
const FRAME = 11
const PACK_HEAD = 12

/** A git pack (version 2, no deltas) of these objects: any number of any type in one stream. */
export function packObjects(format: Repository['objectFormat'], objects: RawObject[]): Buffer {
  const parts = objects.map(({ type, bytes }) => ({
    head: entryHead(TYPE[type], bytes.length),
    bytes,
    deflated: bytes.length < DEFLATED ? null : deflateSync(bytes, { level: 1 }),
  }))
  const size = parts.reduce(
    (all, { head, bytes, deflated }) =>
      all + head.length + (deflated ? deflated.length : bytes.length + FRAME),
    PACK_HEAD,
  )
  // One buffer for all of it: thousands of small ones are more work for the collector than to fill them.
  const body = Buffer.allocUnsafe(size)
  body.write('PACK', 0, 'latin1')
  body.writeUInt32BE(2, 4)
  body.writeUInt32BE(objects.length, 8)
  let at = PACK_HEAD
  for (const { head, bytes, deflated } of parts) {
    for (const byte of head) body[at++] = byte
    at = deflated ? at + deflated.copy(body, at) : storeStream(body, at, bytes)
  }
  return Buffer.concat([body, createHash(format).update(body).digest()])
}

/** Type and size: three bits and four bits, then seven bits a byte, the lowest first. */
function entryHead(type: number, size: number): number[] {
  const bytes: number[] = []
  let byte = (type << 4) | (size & 15)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 128)
    byte = rest & 127
  }
  bytes.push(byte)
  return bytes
}

/**
 * Writes a zlib stream of one stored block: two bytes of head, the length and its complement, Adler-32.
 * @returns where it ends.
 */
function storeStream(into: Buffer, start: number, bytes: Buffer): number {
  into.writeUInt16BE(0x7801, start)
  into.writeUInt8(1, start + 2)
  into.writeUInt16LE(bytes.length, start + 3)
  into.writeUInt16LE(~bytes.length & 0xffff, start + 5)
  bytes.copy(into, start + 7)
  let a = 1
  let b = 0
  // No overflow: fewer than DEFLATED bytes keep both sums far below 2 ** 53.
  for (let at = 0; at < bytes.length; at += 1) {
    a += bytes[at]!
    b += a
  }
  return into.writeUInt32BE((b % 65_521) * 65_536 + (a % 65_521), start + 7 + bytes.length)
}
