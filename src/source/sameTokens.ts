import { quote } from './quote.ts'
import type { Tokens } from './readTokens.ts'

/** The first place where two files differ as programs; `at` is an offset into the newer one. */
export type Difference = { what: string; at: number }

/** Keeps a file of many equally long edits from being read over and over. */
const LONGEST_RUN = 1024
const LINE_BREAK = /[\n\r\u2028\u2029]/

/**
 * Whether two files are the same sequence of tokens, read by the parser as the same tree.
 * The text of each token must be equal, so a number, string or identifier that is only spelled another
 * way differs. A line break before a token must stay or stay away, also one inside a comment, since it
 * can end a statement. Equal tokens make directive prologues equal too.
 * @returns the first difference; or, when only white space and comments differ, the indexes of the
 *   tokens before which they do, in order.
 */
export function sameTokens(old: Tokens, now: Tokens): Difference | number[] {
  const changed: number[] = []
  const count = Math.min(old.kinds.length, now.kinds.length)
  for (let i = 0; i < count; i++) {
    const alike = i > 0 ? equalRun(old, now, i) : 0
    if (alike > 0) {
      i += alike - 1
      continue
    }
    const was = old.text.slice(old.starts[i], old.ends[i])
    const is = now.text.slice(now.starts[i], now.ends[i])
    const at = now.starts[i] ?? 0
    if (was !== is) return { what: `${quote(was)} became ${quote(is)}`, at }
    if (old.kinds[i] !== now.kinds[i]) return { what: `${quote(is)} is read as another kind of word`, at }
    const gap = gapBefore(old, i)
    const gapNow = gapBefore(now, i)
    if (gap === gapNow) continue
    // Before the first token a line break ends nothing.
    if (i > 0 && LINE_BREAK.test(gap) !== LINE_BREAK.test(gapNow)) {
      return { what: `a line break before ${quote(is)} came or went`, at }
    }
    changed.push(i)
  }
  if (old.kinds.length !== now.kinds.length) {
    return { what: 'code was added or removed', at: now.text.length }
  }
  return sameNumbers(old.shape, now.shape)
    ? changed
    : { what: 'the same tokens are read as another program', at: 0 }
}

/** What stands between a token and the one before it: white space, comments, the hashbang. */
function gapBefore(tokens: Tokens, token: number): string {
  return tokens.text.slice(token === 0 ? 0 : tokens.ends[token - 1], tokens.starts[token])
}

/**
 * How many tokens from `first` on are equal with the gaps before them. Tokens that lie equally far from
 * each other are compared as one text: most of a file is the same, only shifted.
 */
function equalRun(old: Tokens, now: Tokens, first: number): number {
  const before = old.text
  const after = now.text
  const from = old.ends[first - 1] ?? 0
  const shift = (now.ends[first - 1] ?? 0) - from
  const limit = Math.min(old.kinds.length, now.kinds.length, first + LONGEST_RUN)
  let last = first
  while (
    last < limit &&
    now.starts[last] === (old.starts[last] ?? 0) + shift &&
    now.ends[last] === (old.ends[last] ?? 0) + shift &&
    now.kinds[last] === old.kinds[last]
  ) {
    last++
  }
  if (last === first) return 0
  const to = old.ends[last - 1] ?? 0
  if (before.slice(from, to) === after.slice(from + shift, to + shift)) return last - first
  let equal = from
  while (before.charCodeAt(equal) === after.charCodeAt(equal + shift)) equal++
  while (last > first && (old.ends[last - 1] ?? 0) > equal) last--
  return last - first
}

/** Whether two lists hold the same numbers. */
export function sameNumbers(first: Int32Array, second: Int32Array): boolean {
  if (first.length !== second.length) return false
  for (let i = 0; i < first.length; i++) if (first[i] !== second[i]) return false
  return true
}
