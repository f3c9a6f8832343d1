import { ts } from 'ts-morph'
import { type Comment, listComments } from './comments.ts'
import type { NotThat } from './compareComments.ts'
import { directiveIn } from './directives.ts'
import { contentOf } from './docComment.ts'
import { isSameSlice } from './isSameSlice.ts'
import { lineAt } from './lineAt.ts'
import type { SourcePair } from './readPair.ts'
import type { Tokens } from './readTokens.ts'
import { refuseTextReaders } from './refuseTextReaders.ts'
import { isSameComment } from './sameComment.ts'
import { differenceOfTrees } from './sameTree.ts'

/** What is said where the programs themselves differ. */
export const OTHER_CODE = 'the code differs by more than its layout'
/** Whoever wrote one of these wants the layout as it is. */
const WANTED =
  /\b(?:prettier|dprint|rome|deno-fmt|oxfmt|fmt)-ignore\b|\bbiome-ignore(?:-all|-start)?\s+format|@(?:no)?(?:format|prettier)\b/
/** What a layout puts in or takes away, so that comments are counted from what is left. */
const { JsxText } = ts.SyntaxKind
const SIGNS = new Set(Array.from(';,()|&', sign => sign.charCodeAt(0)))
const isSign = ({ text, starts, ends }: Tokens, token: number) =>
  ends[token]! - starts[token]! === 1 && SIGNS.has(text.charCodeAt(starts[token]!))

/**
 * Whether two versions of a file are the same program and differ by layout alone: white space, semicolons, trailing commas, quotes,
 * needless parentheses. Comments stay what they are and where they are, and lines that a tool obeys a comment on stay as they are.
 * Sufficient and fail-closed.
 * @returns null when it is formatting only, else the first reason against it.
 */
export function formattingOnly({ was, is, old, now }: SourcePair): NotThat | null {
  const at = (offset: number) => lineAt(now.text, offset)
  const differs = otherWord(old, now) ?? differenceOfTrees(was, is)
  if (differs !== null) return { why: OTHER_CODE, line: at(differs) }
  if (old.text === now.text) return { why: 'nothing differs', line: 1 }
  if (old.text.includes('\r') !== now.text.includes('\r')) return { why: 'line ends changed', line: 1 }
  const read = refuseTextReaders(old) ?? refuseTextReaders(now)
  if (read) return read
  const odd = oddSpace(now)
  if (odd !== null) return { why: 'odd white space', line: at(odd) }
  if (brokenBehind(old) !== brokenBehind(now))
    return { why: 'a line break behind a word that not every parser reads on from', line: 1 }
  return compareAllComments(old, now)
}

/**
 * Where two files have other words, layout, strings and the text of JSX aside; null where they have the same. Sooner found than a
 * difference between their trees, and most changes have one.
 */
function otherWord(old: Tokens, now: Tokens): number | null {
  const next = (tokens: Tokens, from: number) => {
    const { kinds } = tokens
    let token = from
    while (token < kinds.length && (kinds[token] === JsxText || isSign(tokens, token))) token += 1
    return token
  }
  for (let [a, b] = [next(old, 0), next(now, 0)]; ; a = next(old, a + 1), b = next(now, b + 1)) {
    if (a >= old.kinds.length && b >= now.kinds.length) return null
    if (!isSameWord(old, a, now, b)) return now.starts[b] ?? now.text.length
  }
}

function isSameWord(old: Tokens, token: number, now: Tokens, other: number): boolean {
  const here = [old.text, old.starts[token] ?? 0, old.ends[token] ?? 0] as const
  const there = [now.text, now.starts[other] ?? 0, now.ends[other] ?? 0] as const
  return isSameSlice(here, there) || wordAt(old, token) === wordAt(now, other)
}

/** Words that only some of their readers take for the beginning of what stands on the next line. */
const BEGINS = new Set([
  ...['abstract', 'accessor', 'async', 'asserts', 'declare', 'get', 'global', 'infer', 'interface', 'keyof'],
  ...['module', 'namespace', 'override', 'readonly', 'set', 'static', 'type', 'unique', 'using'],
])
const LONGEST = Math.max(...Array.from(BEGINS, word => word.length))
const LOWER_A = 97

/** Those of a file that a line break follows, in their order. */
function brokenBehind({ text, starts, ends }: Tokens): string {
  const found: string[] = []
  for (let token = 0; token + 1 < starts.length; token += 1) {
    const [start, end] = [starts[token]!, ends[token]!]
    if (end - start > LONGEST || text.charCodeAt(start) < LOWER_A) continue
    const word = text.slice(start, end)
    if (BEGINS.has(word) && text.slice(end, starts[token + 1]).includes('\n')) found.push(word)
  }
  return found.join()
}

function compareAllComments(old: Tokens, now: Tokens): NotThat | null {
  const [were, are] = [listComments(old), listComments(now)]
  const [from, to] = [countWords(old), countWords(now)]
  for (const [place, comment] of are.entries()) {
    const before = were[place]
    const refused = (why: string) => ({ why, line: lineAt(now.text, comment.start) })
    if (!before || !isSameComment(before, comment)) return refused('a comment came, went or changed')
    const stays =
      before.ownLine === comment.ownLine &&
      from[before.before] === to[comment.before] &&
      wordAt(old, before.before) === wordAt(now, comment.before)
    if (!stays) return refused('a comment moved')
    const content = contentOf(comment.text)
    if (WANTED.test(content)) return refused('a layout that is wanted as it is')
    const [lines, others] = [linesAround(old.text, before), linesAround(now.text, comment)]
    if (lines === others) continue
    const isObeyed = directiveIn(content) !== null || content.includes('@ts-')
    if (isObeyed && withoutLayout(lines) !== withoutLayout(others))
      return refused('the lines beside a comment that steers a tool')
  }
  return were.length === are.length ? null : { why: 'a comment went', line: 1 }
}

/** For each token how many that no layout puts in go before it, and for the end of the file. */
function countWords(tokens: Tokens): Int32Array {
  const counts = new Int32Array(tokens.starts.length + 1)
  for (let at = 0; at < tokens.starts.length; at += 1)
    counts[at + 1] = counts[at]! + (isSign(tokens, at) ? 0 : 1)
  return counts
}

/** Quotes aside, as a layout may change them. */
function wordAt({ text, starts, ends }: Tokens, token: number): string {
  const start = starts[token] ?? text.length
  const end = ends[token] ?? text.length
  const isString = end - start > 1 && isQuote(text.charCodeAt(start)) && isQuote(text.charCodeAt(end - 1))
  return isString ? '""' : text.slice(start, end)
}

const isQuote = (code: number) => code === 34 || code === 39

/** What stands on the lines of a comment, the one before and the one after. */
function linesAround(text: string, { start, end }: Comment): string {
  const first = text.lastIndexOf('\n', text.lastIndexOf('\n', start - 1) - 1) + 1
  const next = text.indexOf('\n', end)
  const last = next < 0 ? -1 : text.indexOf('\n', next + 1)
  return text.slice(start === 0 ? 0 : first, last < 0 ? text.length : last)
}

/** Lines without what a layout may change within one. */
function withoutLayout(lines: string): string {
  return lines
    .split('\n')
    .map(line => line.replace(/[\s;,"']+/g, ''))
    .join('\n')
}

/** What may be white space other than that, though it may stand in a string as well. */
const ODD = /[^\n\r\t\x20-\x7e]|\r(?!\n)/

/** Where white space other than blanks, tabs and line ends stands between tokens; some tools take it for a letter. */
function oddSpace({ text, starts, ends, comments }: Tokens): number | null {
  if (!ODD.test(text)) return null
  let next = 0
  for (let token = 0; token < starts.length; token += 1) {
    let from = token > 0 ? ends[token - 1]! : text.startsWith('\ufeff') ? 1 : 0
    for (; comments[next] && comments[next]!.end <= starts[token]!; next += 1) {
      if (!isPlainSpace(text.slice(from, comments[next]!.start))) return from
      from = comments[next]!.end
    }
    if (!isPlainSpace(text.slice(from, starts[token]))) return from
  }
  return null
}

const isPlainSpace = (space: string) => /^(?:[ \t]|\r?\n)*$/.test(space)
