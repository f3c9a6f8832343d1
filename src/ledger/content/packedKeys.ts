import { endianness } from 'node:os'

/** Which of a key's two words holds its first 32 bits, so that sorting 64-bit numbers sorts keys. */
export const HIGH = endianness() === 'LE' ? 1 : 0
export const LOW = 1 - HIGH

/** A source is named by 24 bits beside the 40 of its key. */
export const MOST_SOURCES = 1 << 24

/** Every so many keys the first one's beginning is kept apart. */
export const FENCE = 1024

/** Keys below 2 ** 40 with the source of each, eight bytes apiece; grows, and is sorted at the end. */
export type PackedKeys = { add(key: number, source: number): void; size(): number; sorted(): Uint32Array }

export function packKeys(): PackedKeys {
  let words = new Uint32Array(1 << 12)
  let size = 0
  return {
    add(key, source) {
      if (size * 2 === words.length) {
        const larger = new Uint32Array(words.length * 2)
        larger.set(words)
        words = larger
      }
      words[size * 2 + HIGH] = Math.floor(key / 256)
      words[size * 2 + LOW] = (key % 256) * MOST_SOURCES + source
      size += 1
    },
    size: () => size,
    sorted: () => sortKeys(words.slice(0, size * 2)),
  }
}

/** Sorts packed keys in place, and drops what stands there twice. */
export function sortKeys(words: Uint32Array): Uint32Array {
  new BigUint64Array(words.buffer, words.byteOffset, words.length / 2).sort()
  let kept = 0
  for (let at = 0; at < words.length; at += 2) {
    if (kept && words[at] === words[kept - 2] && words[at + 1] === words[kept - 1]) continue
    words[kept] = words[at]!
    words[kept + 1] = words[at + 1]!
    kept += 2
  }
  return words.subarray(0, kept)
}

export function keyAt(words: Uint32Array, index: number): number {
  return words[index * 2 + HIGH]! * 256 + Math.floor(words[index * 2 + LOW]! / MOST_SOURCES)
}

export function sourceAt(words: Uint32Array, index: number): number {
  return words[index * 2 + LOW]! % MOST_SOURCES
}

/** The first 32 bits of the first key of each page. */
export function fencesOf(words: Uint32Array): Uint32Array {
  return Uint32Array.from(
    { length: Math.ceil(words.length / 2 / FENCE) },
    (_, at) => words[at * FENCE * 2 + HIGH]!,
  )
}
