import { FENCE, keyAt, sourceAt } from './packedKeys.ts'

/** Sorted packed keys, wherever they lie: `page` gives those from one index up to another. */
export type SortedKeys = { count: number; fences: Uint32Array; page(from: number, to: number): Uint32Array }

/** So few keys cost less to be read whole than to be looked into. */
const SMALL = 1 << 15

/**
 * Looks many keys up, reading each page of the list at most once.
 * @param wanted in ascending order.
 * @param hit is called with each one that is there and the number of its source.
 */
export function findKeys(
  { count, fences, page }: SortedKeys,
  wanted: Float64Array,
  hit: (key: number, source: number) => void,
): void {
  const size = count <= SMALL ? count : FENCE
  let words: Uint32Array = new Uint32Array()
  let held = -1
  for (const key of wanted) {
    const [from, to] = size === count ? [0, 0] : pagesFor(fences, Math.floor(key / 256))
    for (let at = from; at <= to; at += 1) {
      if (at !== held) {
        words = page(at * size, Math.min(count, (at + 1) * size))
        held = at
      }
      for (
        let index = firstAt(words, key);
        index * 2 < words.length && keyAt(words, index) === key;
        index += 1
      )
        hit(key, sourceAt(words, index))
    }
  }
}

/** The pages in which keys with these first 32 bits can stand: those that begin alike may lie on both sides of a fence. */
function pagesFor(fences: Uint32Array, high: number): [number, number] {
  const below = lowerBound(fences.length, at => fences[at]! < high)
  const above = lowerBound(fences.length, at => fences[at]! <= high)
  return [Math.max(0, below - 1), above - 1]
}

function firstAt(words: Uint32Array, key: number): number {
  return lowerBound(words.length / 2, at => keyAt(words, at) < key)
}

/** How many of the first ones are smaller, by halving. */
function lowerBound(count: number, isSmaller: (at: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isSmaller(middle)) low = middle + 1
    else high = middle
  }
  return low
}
