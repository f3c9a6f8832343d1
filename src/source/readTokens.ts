import { ts } from 'ts-morph'
import { growingList, keptValues } from './growingList.ts'
import type { ParsedSource } from './parseSource.ts'
import { scannerOf } from './scannerOf.ts'

/** A comment as a span; `before` is the index of the token that follows it. */
export type CommentSpan = { start: number; end: number; before: number }

/**
 * The tokens of a file as the parser understood them, in parallel lists (a large file has a hundred
 * thousand), and free of the tree, which may go. Offsets are UTF-16. `kinds` are the compiler's; 0 is a keyword or sign that only its text
 * tells. The text between one token's end and the next one's start holds nothing but white space, comments
 * and the hashbang. `shape` lists the kinds of all nodes, outermost first, with 0 where one ends: two files
 * of equal tokens and equal shape are read as the same program.
 */
export type Tokens = {
  text: string
  kinds: Int32Array
  starts: Int32Array
  ends: Int32Array
  shape: Int32Array
  comments: CommentSpan[]
  /** What was taken out of the text, so that it stands between tokens too; in order. */
  gone?: { start: number; end: number }[]
}

// Looked up once: the compiler's object has thousands of names, and every node would look there.
const { forEachChild, isWhiteSpaceLike } = ts
const { JsxText, LastToken } = ts.SyntaxKind

/** Punctuation that begins no longer token: the scanner takes most of the time. */
const ALONE = Array.from({ length: 128 }, (_, code) => '(){}[],;:@'.includes(String.fromCharCode(code)))

const lists = { kinds: growingList(), starts: growingList(), ends: growingList(), shape: growingList() }

/**
 * Walks the tree and takes every leaf as a token; only punctuation and keywords between leaves are
 * scanned. So text in templates, regular expressions and JSX is never mistaken for a comment.
 * @throws RangeError when the code is nested too deeply; Error when the tree does not cover its text.
 */
export function readTokens({ text, tree }: ParsedSource): Tokens {
  const { kinds, starts, ends, shape } = lists
  for (const list of [kinds, starts, ends, shape]) list.begin()
  const comments: CommentSpan[] = []
  const scanner = scannerOf(tree, text)
  let cursor = 0

  const skipTrivia = (from: number): number => {
    for (let at = from; ; ) {
      const code = text.charCodeAt(at)
      if (code === 32 || (code >= 9 && code <= 13)) at++
      else if (code === 47 || code === 35) {
        const end = commentEnd(text, at)
        if (end === at) return at
        comments.push({ start: at, end, before: kinds.size() })
        at = end
      } else if (code > 127 && isWhiteSpaceLike(code)) at++
      else return at
    }
  }
  const push = (kind: number, start: number, end: number) => {
    kinds.push(kind)
    starts.push(start)
    ends.push(end)
    cursor = end
  }
  const signsUpTo = (limit: number) => {
    while (cursor < limit) {
      const start = skipTrivia(cursor)
      // The trivia at the end of a gap belongs to the leaf that follows.
      if (start >= limit) throw new Error(`no token at offset ${cursor}`)
      // `<<` can be two nodes' brackets: `f<<T>() => void>()`.
      const end = Math.min(signEnd(text, start, scanner), limit)
      if (end <= start) throw new Error(`no token at offset ${start}`)
      push(0, start, end)
    }
  }
  const visit = (node: ts.Node): undefined => {
    if (node.pos < cursor) throw new Error(`tokens overlap at offset ${node.pos}`)
    if (node.pos > cursor) signsUpTo(node.pos)
    shape.push(node.kind)
    if (node.kind === JsxText) push(node.kind, node.pos, node.end)
    else if (node.kind <= LastToken) push(node.kind, skipTrivia(node.pos), node.end)
    else {
      forEachChild(node, visit)
      signsUpTo(node.end)
      shape.push(0)
    }
  }
  visit(tree)
  if (cursor !== text.length) throw new Error(`text after the last token, at offset ${cursor}`)
  const [keptKinds, keptStarts, keptEnds, keptShape] = keptValues(kinds, starts, ends, shape)
  return { text, kinds: keptKinds, starts: keptStarts, ends: keptEnds, shape: keptShape, comments }
}

/** Where the sign or keyword that begins at `at` ends. */
function signEnd(text: string, at: number, scanner: ts.Scanner): number {
  const code = text.charCodeAt(at)
  if (ALONE[code] || (code === 46 && text.charCodeAt(at + 1) !== 46)) return at + 1
  if (code >= 97 && code <= 122) {
    let end = at + 1
    while (isLetter(text.charCodeAt(end))) end++
    return end
  }
  scanner.resetTokenState(at)
  scanner.scan()
  return scanner.getTokenEnd()
}

const isLetter = (code: number) => code >= 97 && code <= 122

/** Where the comment (or hashbang) that begins at `at` ends; `at` when none does. */
function commentEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  const second = text.charCodeAt(at + 1)
  if (first === 35) {
    const leads = at === 0 || (at === 1 && text[0] === '\ufeff')
    return second === 33 && leads ? lineEnd(text, at) : at
  }
  if (second === 47) return lineEnd(text, at)
  if (second !== 42) return at
  const close = text.indexOf('*/', at + 2)
  return close < 0 ? text.length : close + 2
}

function lineEnd(text: string, from: number): number {
  const breaks = /[\n\r\u2028\u2029]/g
  breaks.lastIndex = from
  return breaks.exec(text)?.index ?? text.length
}
