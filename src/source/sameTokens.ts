import type { ParsedSource } from './parseSource.ts'
import type { Tokens } from './readTokens.ts'

/** The first place where two files differ as programs; `at` is an offset into the newer one. */
export type Difference = { what: string; at: number }

const LINE_BREAK = /[\n\r\u2028\u2029]/

/**
 * Whether two files are the same sequence of tokens, read by the parser as the same tree.
 * The text of each token must be equal, so a number, string or identifier that is only spelled another
 * way differs. A line break before a token must stay or stay away, also one inside a comment, since it can
 * end a statement (`return /*\n*\/ x`). Equal tokens make directive prologues equal too.
 * @returns the first difference, or null when only white space and comments differ.
 */
export function sameTokens(
  before: ParsedSource,
  after: ParsedSource,
  old: Tokens,
  now: Tokens,
): Difference | null {
  const count = Math.min(old.kinds.length, now.kinds.length)
  for (let i = 0; i < count; i++) {
    const was = before.text.slice(old.starts[i], old.ends[i])
    const is = after.text.slice(now.starts[i], now.ends[i])
    const at = now.starts[i] ?? 0
    if (was !== is || old.kinds[i] !== now.kinds[i]) return { what: `${quote(was)} became ${quote(is)}`, at }
    const gap = gapBefore(before.text, old, i)
    const gapNow = gapBefore(after.text, now, i)
    if (gap !== gapNow && LINE_BREAK.test(gap) !== LINE_BREAK.test(gapNow)) {
      return { what: `a line break before ${quote(is)} came or went`, at }
    }
  }
  if (old.kinds.length !== now.kinds.length)
    return { what: 'code was added or removed', at: after.text.length }
  const same = old.shape.length === now.shape.length && old.shape.every((kind, i) => kind === now.shape[i])
  return same ? null : { what: 'the same tokens are read as another program', at: 0 }
}

/** What stands between a token and the one before it: white space, comments, the hashbang. */
export function gapBefore(text: string, tokens: Tokens, token: number): string {
  return text.slice(token === 0 ? 0 : tokens.ends[token - 1], tokens.starts[token])
}

function quote(token: string): string {
  if (token === '') return 'the end'
  return JSON.stringify(token.length > 40 ? `${token.slice(0, 40)}...` : token)
}
