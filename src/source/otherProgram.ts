import { ts } from 'ts-morph'
import type { NotThat } from './compareComments.ts'
import { lineAt } from './lineAt.ts'
import type { ParsedSource } from './parseSource.ts'
import { quote } from './quote.ts'
import type { ParsedPair } from './readPair.ts'
import { scannerOf } from './scannerOf.ts'
import { isGone, isTypeChild, isTypeSpecifier } from './typeNodes.ts'

const { EmptyStatement } = ts.SyntaxKind

/** What belongs to no type and is taken out with one, or for one; and what a layout puts in or takes away. */
const SIGNS = new Set([
  ...[':', '<', '>', '(', ')', ',', '?', '!', 'as', 'satisfies', 'implements', ';', '|', '&'],
  ...['public', 'private', 'protected', 'readonly', 'override', 'abstract'],
])

/**
 * Whether the first or the last difference between two files, or between two of their statements that stand across from each other, is
 * one of their programs: in a word that is no type, no layout and in no comment. Most changes of code are, and that is seen before a
 * single token is read.
 * @returns the difference, or null where it takes more to tell.
 */
export function otherProgram({ was, is }: ParsedPair): NotThat | null {
  return differenceWithin(was, is, wholeOf(was), wholeOf(is)) ?? differenceOfStatements(was, is)
}

/** After so many pairs of statements that differ and do not tell, the rest will hardly do so: a file was laid out anew. */
const MOST_UNDECIDED = 8

/** Statements that only types make, and empty ones, stand across from nothing. */
function differenceOfStatements(was: ParsedSource, is: ParsedSource): NotThat | null {
  const [before, after] = [was, is].map(({ tree }) =>
    tree.statements.filter(one => one.kind !== EmptyStatement && !isGone(one)),
  ) as [ts.Statement[], ts.Statement[]]
  let undecided = 0
  for (let at = 0; at < Math.min(before.length, after.length) && undecided < MOST_UNDECIDED; at++) {
    const [old, now] = [statementOf(was, before[at]!), statementOf(is, after[at]!)]
    if (old.text === now.text) continue
    const found = differenceWithin(was, is, old, now)
    if (found) return found
    undecided++
  }
  return null
}

/** What is looked at of a source, where it starts, and its text. */
type Part = { node: ts.Statement | ts.SourceFile; start: number; text: string }

const wholeOf = ({ tree, text }: ParsedSource): Part => ({ node: tree, start: 0, text })

/** The comments before a statement are none of it. */
function statementOf({ tree, text }: ParsedSource, node: ts.Statement): Part {
  const start = node.getStart(tree)
  return { node, start, text: text.slice(start, node.end) }
}

function differenceWithin(was: ParsedSource, is: ParsedSource, old: Part, now: Part): NotThat | null {
  const [first, fromEnd] = [firstDifference(old.text, now.text), lastDifference(old.text, now.text)]
  const differenceAt = (offset: number, beside: number): NotThat | null => {
    const [word, other] = [plainWordAt(was, old, offset), plainWordAt(is, now, beside)]
    if (word === null || other === null || word === other) return null
    return { why: `${quote(word)} became ${quote(other)}`, line: lineAt(is.text, Math.max(0, beside)) }
  }
  const behind = ({ start, text }: Part) => start + behindSpace(text, first)
  const before = ({ start, text }: Part) => start + beforeSpace(text, fromEnd)
  return differenceAt(behind(old), behind(now)) ?? differenceAt(before(old), before(now))
}

/** By large steps at first, and at last by letters: most of two texts is the same. */
const STEPS = [4096, 64]

/** How many characters are the same from the start. */
function firstDifference(before: string, after: string): number {
  const length = Math.min(before.length, after.length)
  let at = 0
  for (const step of STEPS)
    while (at + step <= length && before.slice(at, at + step) === after.slice(at, at + step)) at += step
  while (at < length && before.charCodeAt(at) === after.charCodeAt(at)) at++
  return at
}

/** How many characters are the same from the end. */
function lastDifference(before: string, after: string): number {
  const length = Math.min(before.length, after.length)
  const slice = (text: string, at: number, step: number) =>
    text.slice(text.length - at - step, text.length - at)
  let at = 0
  for (const step of STEPS)
    while (at + step <= length && slice(before, at, step) === slice(after, at, step)) at += step
  const letter = (text: string) => text.charCodeAt(text.length - at - 1)
  while (at < length && letter(before) === letter(after)) at++
  return at
}

function behindSpace(text: string, offset: number): number {
  let at = offset
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1
  return at
}

/** The last offset before so many characters at the end, and the space before them. */
function beforeSpace(text: string, fromEnd: number): number {
  let at = text.length - fromEnd - 1
  while (at >= 0 && text.charCodeAt(at) <= 32) at -= 1
  return at
}

/**
 * The word at an offset, `''` for either end of the file; null where it may be a type, layout, text that is shown, or a comment.
 * @param part what it is in, unless it is just beside it.
 */
function plainWordAt({ tree, text }: ParsedSource, part: Part, offset: number): string | null {
  if (offset < 0 || offset >= text.length) return ''
  const isWithin = part.node.pos <= offset && offset < part.node.end
  let [node, from]: [ts.Node, number] = [isWithin ? part.node : tree, 0]
  for (;;) {
    from = node.pos
    const child: ts.Node | undefined = ts.forEachChild(node, one => {
      if (one.pos <= offset && offset < one.end) return one
      if (one.end <= offset) from = Math.max(from, one.end)
      return undefined
    })
    if (!child) break
    if (isGone(child) || isTypeChild(node, child) || isTypeSpecifier(child)) return null
    node = child
  }
  if (node.kind <= ts.SyntaxKind.LastToken) return leafWord(node, tree, offset)
  return signAt(tree, text, from, offset)
}

/** Strings by what they say, however they are quoted. */
function leafWord(node: ts.Node, tree: ts.SourceFile, offset: number): string | null {
  if (node.kind === ts.SyntaxKind.JsxText || node.getStart(tree) > offset) return null
  return ts.isStringLiteral(node) ? `'${node.text}'` : node.getText(tree)
}

/** The sign or keyword between the children of a node, read from behind the last one. */
function signAt(tree: ts.SourceFile, text: string, from: number, offset: number): string | null {
  const scanner = scannerOf(tree, text)
  scanner.resetTokenState(from)
  for (;;) {
    scanner.scan()
    if (scanner.getTokenEnd() > offset || scanner.getTokenEnd() >= text.length) break
  }
  const word = scanner.getTokenText()
  return scanner.getTokenStart() > offset || SIGNS.has(word) || !/^[\w{}[\]=+*/%.&|^~-]+$/.test(word)
    ? null
    : word
}
