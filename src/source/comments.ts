import { ts } from 'ts-morph'
import { firstPlace } from './firstPlace.ts'
import type { CommentSpan, Tokens } from './readTokens.ts'

/** `doc` is a block comment that begins with two stars; `lines` are `//` comments of consecutive lines. */
export type CommentKind = 'doc' | 'block' | 'lines' | 'hashbang'

/**
 * A comment of a file: offsets in UTF-16. `ownLine` is false when code stands before it on
 * its line; `before` is the index of the token that follows.
 */
export type Comment = {
  kind: CommentKind
  start: number
  end: number
  text: string
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
  const first = firstPlace(comments.length, one => comments[one]!.before < token)
  let end = first
  while (comments[end]?.before === token) end++
  return comments.slice(first, end)
}

/**
 * The nodes that begin behind a comment, outermost first, below the nodes that contain them: what it may belong to.
 * @returns `within` are the containing nodes from the file inwards, `starting` those which begin there.
 */
export function nodesBehind(
  tree: ts.SourceFile,
  tokens: Tokens,
  comment: Pick<Comment, 'start' | 'end' | 'before'>,
): { within: ts.Node[]; starting: ts.Node[] } {
  const { start, fullStart } = placeBehind(tokens, comment)
  const within: ts.Node[] = [tree]
  const starting: ts.Node[] = []
  let node: ts.Node | undefined = tree
  while (node) {
    node = childAt(node, start)
    if (node) (node.pos >= fullStart ? starting : within).push(node)
  }
  return { within, starting }
}

/** Where what follows a comment begins, with the space before it; what was taken out of the tokens stands there too. */
function placeBehind(
  { text, starts, ends, gone = [] }: Tokens,
  { start, end, before }: Pick<Comment, 'start' | 'end' | 'before'>,
): { start: number; fullStart: number } {
  const next = gone[firstPlace(gone.length, one => gone[one]!.start < end)]?.start ?? text.length
  const last = gone[firstPlace(gone.length, one => gone[one]!.end <= start) - 1]?.end ?? 0
  return {
    start: Math.min(next, starts[before] ?? text.length),
    fullStart: Math.max(last, before === 0 ? 0 : (ends[before - 1] ?? 0)),
  }
}

/** The child whose tokens hold an offset. A file has thousands of statements, so those are searched. */
function childAt(node: ts.Node, offset: number): ts.Node | undefined {
  const holds = (child: ts.Node | undefined) =>
    child && child.pos <= offset && offset < child.end ? child : undefined
  if (!ts.isSourceFile(node)) return ts.forEachChild(node, holds)
  const { statements } = node
  return holds(statements[firstPlace(statements.length, one => statements[one]!.end <= offset)])
}

function describe(tokens: Tokens, span: CommentSpan): Comment {
  const { start, end, before } = span
  const { text } = tokens
  const own = text.slice(start, end)
  const { fullStart } = placeBehind(tokens, span)
  const ownLine = fullStart === 0 || /[\n\r\u2028\u2029]/.test(text.slice(fullStart, start))
  return { kind: kindOf(own), start, end, text: own, ownLine, before }
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
