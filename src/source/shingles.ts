import type { PlainLine } from './plainLines.ts'

/** The least that is worth looking up: shorter runs of lines are in every second program. */
export const LEAST = { lines: 4, chars: 100 }

/** A run of lines: its name (a number below 2 ** 40, equal for equal lines) and the index of its last line. */
export type Shingle = { name: number; last: number }

/**
 * Names each place of a text by what follows it: a hash over the shortest run of lines from there on that has
 * at least `LEAST` (w-shingling, Broder 1997, by lines). Two texts that share a longer run share the name of its
 * first line, so that one lookup a line finds every copy.
 * @returns one for each line; null where too little follows.
 */
export function shinglesOf(lines: PlainLine[]): (Shingle | null)[] {
  const hashes = lines.map(({ text }) => hashLine(text))
  let end = 0
  let chars = 0
  return lines.map(({ text }, first) => {
    while (end < lines.length && (end - first < LEAST.lines || chars < LEAST.chars)) {
      chars += lines[end]!.text.length
      end += 1
    }
    const enough = end - first >= LEAST.lines && chars >= LEAST.chars
    chars -= text.length
    return enough ? { name: hashRun(hashes, first, end), last: end - 1 } : null
  })
}

type Hash = { high: number; low: number }

/** Two multiplicative hashes that stir each other at the end, as in MurmurHash3's finalizer. */
function hashLine(text: string): Hash {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  return stir(high, low)
}

function hashRun(hashes: Hash[], first: number, end: number): number {
  let high = end - first
  let low = 0x2545f491
  for (let at = first; at < end; at += 1) {
    const line = hashes[at]!
    high = Math.imul(high ^ line.high, 0x9e3779b1) ^ (high >>> 15)
    low = Math.imul(low ^ line.low, 0x5f356495) ^ (low >>> 13)
  }
  const run = stir(high, low)
  return run.high * 256 + (run.low & 255)
}

function stir(high: number, low: number): Hash {
  const first = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  const second = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(first ^ (first >>> 13), 0xc2b2ae35)
  return { high: first >>> 0, low: second >>> 0 }
}
