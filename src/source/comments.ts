import { ts } from 'ts-morph'
import { type CommentSpan, lineAt, type Tokens } from './readTokens.ts'

/** `doc` is a block comment that begins with two stars; `lines` are `//` comments of consecutive lines. */
export type CommentKind = 'doc' | 'block' | 'lines' | 'hashbang'

/**
 * A comment of a file: offsets in UTF-16, line from 1. `ownLine` is false when code stands before it on
 * its line; `before` is the index of the token that follows.
 */
export type Comment = {
  kind: CommentKind
  start: number
  end: number
  text: string
  line: number
  ownLine: boolean
  before: number
}

/**
 * The comments of a file in order; `//` comments on consecutive lines are one.
 * @param tokens what `readTokens` gave for this file.
 * @param only when given, the comments before this token alone.
 */
export function listComments(tokens: Tokens, only?: number): Comment[] {
  const comments: Comment[] = []
  for (const span of only === undefined ? tokens.comments : commentsBefore(tokens, only)) {
    const comment = describe(tokens, span)
    const last = comments.at(-1)
    if (last && continues(tokens.text, last, comment)) {
      last.end = comment.end
      last.text = tokens.text.slice(last.start, last.end)
    } else comments.push(comment)
  }
  return comments
}

/** The comments between a token and the one before it. */
export function commentsBefore({ comments }: Tokens, token: number): CommentSpan[] {
  let low = 0
  let high = comments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((comments[middle]?.before ?? 0) < token) low = middle + 1
    else high = middle
  }
  let end = low
  while (comments[end]?.before === token) end++
  return comments.slice(low, end)
}

/**
 * The nodes that begin with a token, outermost first, below the nodes that contain them: what a comment
 * before that token may belong to.
 * @returns `within` are the containing nodes from the file inwards, `starting` those which begin there.
 */
export function nodesAtToken(
  tree: ts.SourceFile,
  tokens: Tokens,
  token: number,
): { within: ts.Node[]; starting: ts.Node[] } {
  const start = tokens.starts[token] ?? tokens.text.length
  const fullStart = token === 0 ? 0 : (tokens.ends[token - 1] ?? 0)
  const within: ts.Node[] = [tree]
  const starting: ts.Node[] = []
  let node: ts.Node | undefined = tree
  while (node) {
    node = ts.forEachChild(node, child => (child.pos <= start && start < child.end ? child : undefined))
    if (node) (node.pos >= fullStart ? starting : within).push(node)
  }
  return { within, starting }
}

function describe(tokens: Tokens, span: CommentSpan): Comment {
  const { start, end, before } = span
  const { text } = tokens
  const own = text.slice(start, end)
  const gap = before === 0 ? 0 : (tokens.ends[before - 1] ?? 0)
  const ownLine = before === 0 || /[\n\r\u2028\u2029]/.test(text.slice(gap, start))
  return { kind: kindOf(own), start, end, text: own, line: lineAt(tokens, start), ownLine, before }
}

function kindOf(text: string): CommentKind {
  if (text.startsWith('//')) return 'lines'
  if (text.startsWith('#!')) return 'hashbang'
  return /^\/\*\*[^*/]/.test(text) ? 'doc' : 'block'
}

function continues(text: string, last: Comment, next: Comment): boolean {
  if (last.kind !== 'lines' || next.kind !== 'lines' || last.before !== next.before || !last.ownLine)
    return false
  return /^[ \t]*\r?\n[ \t]*$/.test(text.slice(last.end, next.start))
}
