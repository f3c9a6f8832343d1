import { LOW, sortKeys } from './packedKeys.ts'
import type { Segment, SegmentContent } from './segmentFile.ts'

/** Several parts of an index as one: their sources one after the other, and each key with its source's new number. */
export function mergeSegments(parts: Segment[]): SegmentContent {
  const words = new Uint32Array(parts.reduce((sum, { count }) => sum + count * 2, 0))
  let at = 0
  let before = 0
  for (const { sources, count, page } of parts) {
    words.set(page(0, count), at)
    // The number is the lower part of its word, and there are fewer sources than it can count.
    for (let index = at + LOW; index < at + count * 2; index += 2) words[index] = words[index]! + before
    at += count * 2
    before += sources.length
  }
  return {
    sources: parts.flatMap(({ sources }) => sources),
    passed: parts.flatMap(({ passed }) => passed),
    words: sortKeys(words),
  }
}
