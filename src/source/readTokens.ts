import { ts } from 'ts-morph'
import type { ParsedSource } from './parseSource.ts'

/** A comment as a span; `before` is the index of the token that follows it. */
export type CommentSpan = { start: number; end: number; before: number }

/**
 * The tokens of a file as the parser understood them, in parallel arrays (a large file has a hundred
 * thousand). Offsets are UTF-16. The text between one token's end and the next one's start holds
 * nothing but white space, comments and the hashbang. `shape` lists the kinds of all nodes, outermost
 * first: two files of equal tokens and equal shape are read as the same program.
 */
export type Tokens = {
  kinds: ts.SyntaxKind[]
  starts: number[]
  ends: number[]
  shape: ts.SyntaxKind[]
  comments: CommentSpan[]
}

/** Characters that begin no longer token; the scanner is slower. */
const SINGLE = new Map<number, ts.SyntaxKind>(
  (
    [
      ['(', ts.SyntaxKind.OpenParenToken],
      [')', ts.SyntaxKind.CloseParenToken],
      ['{', ts.SyntaxKind.OpenBraceToken],
      ['}', ts.SyntaxKind.CloseBraceToken],
      ['[', ts.SyntaxKind.OpenBracketToken],
      [']', ts.SyntaxKind.CloseBracketToken],
      [',', ts.SyntaxKind.CommaToken],
      [';', ts.SyntaxKind.SemicolonToken],
      [':', ts.SyntaxKind.ColonToken],
      ['@', ts.SyntaxKind.AtToken],
    ] as const
  ).map(([letter, kind]) => [letter.charCodeAt(0), kind]),
)

/**
 * Walks the tree and takes every leaf as a token; only punctuation and keywords between leaves are
 * scanned. So text in templates, regular expressions and JSX is never mistaken for a comment.
 * @throws RangeError when the code is nested too deeply; Error when the tree does not cover its text.
 */
export function readTokens({ text, tree }: ParsedSource): Tokens {
  const tokens: Tokens = { kinds: [], starts: [], ends: [], shape: [], comments: [] }
  const { kinds, starts, ends, shape, comments } = tokens
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, tree.languageVariant, text)
  let cursor = 0

  const skipTrivia = (from: number): number => {
    let at = from
    for (;;) {
      const end = commentEnd(text, at)
      if (end > at) {
        comments.push({ start: at, end, before: kinds.length })
        at = end
      } else if (isSpace(text, at)) at++
      else return at
    }
  }
  const push = (kind: ts.SyntaxKind, start: number, end: number) => {
    kinds.push(kind)
    starts.push(start)
    ends.push(end)
    cursor = end
  }
  const punctuationUpTo = (limit: number) => {
    while (cursor < limit) {
      const start = skipTrivia(cursor)
      // The trivia at the end of a gap belongs to the leaf that follows.
      if (start >= limit) throw new Error(`no token at offset ${cursor}`)
      const single = SINGLE.get(text.charCodeAt(start))
      if (single !== undefined) {
        push(single, start, start + 1)
        continue
      }
      scanner.resetTokenState(start)
      const kind = scanner.scan()
      // `<<` can be two nodes' brackets: `f<<T>() => void>()`.
      const end = Math.min(scanner.getTokenEnd(), limit)
      if (end <= start) throw new Error(`no token at offset ${start}`)
      push(kind, start, end)
    }
  }
  const visit = (node: ts.Node): undefined => {
    if (node.pos < cursor) throw new Error(`tokens overlap at offset ${node.pos}`)
    punctuationUpTo(node.pos)
    shape.push(node.kind)
    if (node.kind === ts.SyntaxKind.JsxText) push(node.kind, node.pos, node.end)
    else if (node.kind <= ts.SyntaxKind.LastToken) push(node.kind, skipTrivia(node.pos), node.end)
    else {
      ts.forEachChild(node, visit)
      punctuationUpTo(node.end)
      // Closes the node, so that the list says where children end.
      shape.push(0)
    }
  }
  visit(tree)
  if (cursor !== text.length) throw new Error(`text after the last token, at offset ${cursor}`)
  return tokens
}

/** Where the comment (or hashbang) that begins at `at` ends; `at` when none does. */
function commentEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  if (first === 35 && text.charCodeAt(at + 1) === 33 && (at === 0 || (at === 1 && text[0] === '\ufeff'))) {
    return lineEnd(text, at)
  }
  if (first !== 47) return at
  const second = text.charCodeAt(at + 1)
  if (second === 47) return lineEnd(text, at)
  if (second !== 42) return at
  const close = text.indexOf('*/', at + 2)
  return close < 0 ? text.length : close + 2
}

function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && !ts.isLineBreak(text.charCodeAt(at))) at++
  return at
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code <= 127) return code === 32 || (code >= 9 && code <= 13)
  return at < text.length && ts.isWhiteSpaceLike(code)
}
