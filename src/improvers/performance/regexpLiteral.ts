import { ts } from 'ts-morph'
import { everyNode, functionAround, isStatementStart, isTried, type Reading } from './reading.ts'
import type { Rewrite, Site } from './rewrite.ts'
import { isGlobal } from './uses.ts'

/** `new RegExp('a+')` in a function: the pattern is read each time. */
export const regexpLiteral: Rewrite = {
  name: 'regexp-literal',
  says: 'write the pattern as a literal',
  worth: 'A literal is read once, where its text was looked up and read again for each call.',
  holds: [
    'RegExp is the global one, and its pattern and flags are written out and allowed',
    'a literal makes a new object each time as well, with a place of its own to go on from',
  ],
  hint: /new RegExp\(/,
  sitesIn: reading => everyNode(reading.file).flatMap(node => siteAt(reading, node) ?? []),
}

function siteAt(reading: Reading, node: ts.Node): Site | null {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'RegExp')
    return null
  const [pattern, flags, ...others] = node.arguments ?? []
  const isWritten = pattern && ts.isStringLiteralLike(pattern) && (!flags || ts.isStringLiteralLike(flags))
  if (!isWritten || others.length || !isGlobal(reading, node.expression) || !functionAround(node)) return null
  // A line that begins with a slash divides what stands above it; what is tried may be whether the pattern is allowed.
  if (isStatementStart(node) || isTried(node) || reading.text[node.getStart() - 1] === '/') return null
  const text = literal(pattern.text, flags && ts.isStringLiteralLike(flags) ? flags.text : '')
  if (text === null) return null
  const { file } = reading
  const puts = [{ start: node.getStart(file), end: node.end, text }]
  return { node, puts, seen: 'a regular expression is made of a text that is always the same' }
}

/** The literal of the same pattern; null for one that is not allowed, or is none in the oldest engines that would have to read it. */
function literal(pattern: string, flags: string): string | null {
  if (!/^[gimsuy]*$/.test(flags) || pattern === '' || /[^\x20-\x7e]/.test(pattern)) return null
  try {
    const made = new RegExp(pattern, flags)
    return `/${made.source}/${made.flags}`
  } catch {
    return null
  }
}
