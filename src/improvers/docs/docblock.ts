import { ts } from 'ts-morph'

/** A doc comment: where it lies, and its lines without stars. */
export type Docblock = { start: number; end: number; text: string }

/** Every `/** ... *\/` of a file, also those that stand before nothing. */
export function docblocksOf(text: string): Docblock[] {
  return [...text.matchAll(/\/\*\*(?![*/])[\s\S]*?\*\//g)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }))
}

/** What stands above a node: nothing, its doc comment, or something that is better left alone. */
export function above(node: ts.Node): 'nothing' | 'other' | Docblock {
  const { text } = node.getSourceFile()
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []
  const last = ranges.at(-1)
  if (!last) return 'nothing'
  const comment = text.slice(last.pos, last.end)
  const gap = text.slice(last.end, node.getStart())
  if (/^\/\*\*(?![*/])/.test(comment)) return { start: last.pos, end: last.end, text: comment }
  // A line comment with an empty line after it heads a section, not the declaration.
  const isApart = /\n[ \t]*\r?\n/.test(gap)
  return isApart && !ranges.some(range => text.startsWith('/**', range.pos)) ? 'nothing' : 'other'
}

/** The offset at which the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}
