import { ts } from 'ts-morph'
import { indentAt, layoutOf } from './layout.ts'
import type { Reading } from './reading.ts'
import type { Put } from './rewrite.ts'

/** Puts a statement before a stretch; a function that is one expression becomes a block. */
export function putBefore(reading: Reading, stretch: ts.Node, statement: string): Put[] {
  const { text, file } = reading
  const { unit, end, line } = layoutOf(text)
  if (ts.isArrowFunction(stretch)) {
    const indent = indentAt(text, stretch.getStart(file))
    const start = stretch.body.getStart(file)
    const inner = `${line}${indent}${unit}`
    return [
      { start, end: start, text: `{${inner}${statement}${end}${inner}return ` },
      { start: stretch.body.end, end: stretch.body.end, text: `${end}${line}${indent}}` },
    ]
  }
  const start = ts.getLeadingCommentRanges(text, stretch.pos)?.[0]?.pos ?? stretch.getStart(file)
  // Without a semicolon a line that begins so would go on with what stands above it.
  const stop = end || /^[([`+\-/]/.test(text.slice(stretch.getStart(file))) ? ';' : ''
  const isFirst = /^[\s;]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
  const apart = isFirst ? `${stop}${line}${indentAt(text, start)}` : '; '
  return [{ start, end: start, text: `${statement}${apart}` }]
}
