import { ts } from 'ts-morph'

/** A doc comment: where it lies, and its lines without stars. */
export type Docblock = { start: number; end: number; text: string }

/** More than this is no comment that anybody wrote by hand, and patterns over it would cost too much. */
export const LONGEST_BLOCK = 20_000

/** Every doc comment of a text, also those that stand before nothing, found without looking at any part twice. */
export function docblocksOf(text: string): Docblock[] {
  const found: Docblock[] = []
  for (let start = text.indexOf('/**'); start >= 0; ) {
    const close = text.indexOf('*/', start + 3)
    if (close < 0) break
    const isBlock = text[start + 3] !== '*' && text[start + 3] !== '/' && close + 2 - start <= LONGEST_BLOCK
    if (isBlock) found.push({ start, end: close + 2, text: text.slice(start, close + 2) })
    start = text.indexOf('/**', isBlock ? close + 2 : start + 3)
  }
  return found
}

/** What stands above a node: nothing, its doc comment, or something that is better left alone. */
export function above(node: ts.Node): 'nothing' | 'other' | Docblock {
  const { text } = node.getSourceFile()
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []
  const last = ranges.at(-1)
  if (!last) return 'nothing'
  const comment = text.slice(last.pos, last.end)
  const gap = text.slice(last.end, node.getStart())
  if (comment.length > LONGEST_BLOCK) return 'other'
  if (/^\/\*\*(?![*/])/.test(comment)) return { start: last.pos, end: last.end, text: comment }
  // A line comment with an empty line after it heads a section, not the declaration.
  const isApart = /\n[ \t]*\r?\n/.test(gap)
  return isApart && !ranges.some(range => text.startsWith('/**', range.pos)) ? 'nothing' : 'other'
}

/** The offset at which the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}
