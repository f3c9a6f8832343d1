import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import type { Oid } from '../../model/change.ts'
import type { SortedKeys } from './findKeys.ts'
import { FENCE, fencesOf, HIGH } from './packedKeys.ts'

/**
 * A part of the content index: `sources` are the commits that keys belong to, `passed` those that were looked at and
 * brought nothing that counts.
 */
export type Segment = SortedKeys & { sources: Oid[]; passed: Oid[] }

/** A segment that is about to be: its keys packed and sorted. */
export type SegmentContent = Pick<Segment, 'sources' | 'passed'> & { words: Uint32Array }

/** Names the format, and the byte order of whoever wrote it. */
const TITLE = `git-improver content 1 ${HIGH ? 'LE' : 'BE'}`
const HEAD_BYTES = 256

/** A segment that is held in memory alone. */
export function heldSegment({ sources, passed, words }: SegmentContent): Segment {
  const page = (from: number, to: number) => words.subarray(from * 2, to * 2)
  return { sources, passed, count: words.length / 2, fences: fencesOf(words), page }
}

/**
 * Writes a segment, whole or not at all.
 * @throws the system's error: nothing is left behind then.
 */
export function writeSegment(
  path: string,
  fileMode: number,
  { sources, passed, words }: SegmentContent,
): void {
  const part = `${path}.part`
  const descriptor = openSync(part, 'wx')
  try {
    // The process's umask has taken bits away, and every user's hook reads what stands here.
    fchmodSync(descriptor, fileMode)
    const digits = sources[0]?.length ?? passed[0]?.length ?? 40
    const head = `${TITLE} ${digits} ${sources.length} ${passed.length} ${words.length / 2}`
    writeAll(descriptor, Buffer.from(`${head.padEnd(HEAD_BYTES - 1)}\n`))
    writeAll(descriptor, Buffer.from([...sources, ...passed].join(''), 'latin1'))
    writeAll(descriptor, bytesOf(fencesOf(words)))
    writeAll(descriptor, bytesOf(words))
    fsyncSync(descriptor)
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/** Opens a segment and checks that it is as long as it says; null where it is none. */
export function openSegment(path: string): (Segment & { close(): void }) | null {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return null
  }
  try {
    const segment = readSegment(descriptor)
    if (segment) return { ...segment, close: () => closeSync(descriptor) }
  } catch {
    // Not ours to read, or cut off while it was read.
  }
  closeSync(descriptor)
  return null
}

function readSegment(descriptor: number): Segment | null {
  const head = read(descriptor, 0, HEAD_BYTES).toString('latin1')
  const [, ...words] = new RegExp(`^${TITLE} (40|64) (\\d+) (\\d+) (\\d+) *\\n$`).exec(head) ?? []
  const [digits = 0, known = 0, others = 0, count = 0] = words.map(Number)
  const namesBytes = digits * (known + others)
  const fencesAt = HEAD_BYTES + padded(namesBytes)
  const fenceCount = Math.ceil(count / FENCE)
  const keysAt = fencesAt + padded(fenceCount * 4)
  if (!digits || fstatSync(descriptor).size !== keysAt + count * 8) return null
  const names = read(descriptor, HEAD_BYTES, namesBytes).toString('latin1')
  const all = Array.from({ length: known + others }, (_, at) => names.slice(at * digits, (at + 1) * digits))
  return {
    sources: all.slice(0, known),
    passed: all.slice(known),
    count,
    fences: wordsOf(read(descriptor, fencesAt, fenceCount * 4)),
    page: (from, to) => wordsOf(read(descriptor, keysAt + from * 8, (to - from) * 8)),
  }
}

function read(descriptor: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; ) {
    const got = readSync(descriptor, buffer, at, length - at, position + at)
    if (!got) throw new Error('the file ends too early')
    at += got
  }
  return buffer
}

function writeAll(descriptor: number, bytes: Buffer): void {
  const space = Buffer.alloc(padded(bytes.length) - bytes.length)
  for (const one of [bytes, space]) for (let at = 0; at < one.length; ) at += writeSync(descriptor, one, at)
}

/** A copy that begins where numbers of four bytes may. */
function wordsOf(bytes: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer)
}

function bytesOf(words: Uint32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength)
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
