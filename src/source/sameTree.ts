import { ts } from 'ts-morph'
import { kindTable } from './kindTable.ts'
import type { ParsedSource } from './parseSource.ts'
import { innermost, isFound } from './readAsText.ts'

/** What says where a node stands, how it is laid out, or what a later step of the compiler noted on it. */
const NOT_COMPARED = new Set([
  ...[
    'pos',
    'end',
    'id',
    'parent',
    'original',
    'emitNode',
    'transformFlags',
    'modifierFlagsCache',
    'jsDoc',
    'flags',
  ],
  ...['symbol', 'localSymbol', 'locals', 'nextContainer', 'flowNode', 'endFlowNode', 'returnFlowNode'],
  ...['flowNodeWhenTrue', 'flowNodeWhenFalse', 'singleQuote', 'multiLine', 'hasTrailingComma'],
  ...['hasExtendedUnicodeEscape', 'containsOnlyTriviaWhiteSpaces', 'rawText'],
])

const NOT_COMPARED_OF_WORDS = new Set([...NOT_COMPARED, 'text'])

const { JsxText, LastToken, ParenthesizedExpression } = ts.SyntaxKind

type Fields = Record<string, unknown>

/** By kind: the names of a node's fields, in their order, and those of them that are compared. */
const SHAPES: ({ names: string[]; compared: string[] } | undefined)[] = []

/**
 * Which fields of two nodes of a kind are compared. Nearly all nodes of a kind have the same fields, so they are told apart once, and
 * that a node has just these is cheap to see.
 */
function comparedOf(kind: ts.SyntaxKind, one: Fields, other: Fields): string[] {
  const known = SHAPES[kind]
  if (known && hasJust(one, known.names) && hasJust(other, known.names)) return known.compared
  const isSkipped = WORDS[kind] === 1 || kind === JsxText ? NOT_COMPARED_OF_WORDS : NOT_COMPARED
  const names = Object.keys(one)
  SHAPES[kind] = { names, compared: names.filter(name => !isSkipped.has(name)) }
  return [...new Set([...names, ...Object.keys(other)])].filter(name => !isSkipped.has(name))
}

function hasJust(fields: Fields, names: string[]): boolean {
  let at = 0
  for (const name in fields) if (names[at++] !== name) return false
  return at === names.length
}

/**
 * Whether two files are read as the same tree: so layout, semicolons, trailing commas, quotes, `x =>` and `(x) =>`, needless
 * parentheses and the white space of JSX that shows nothing don't count. All that the parser notes on a node is compared but for what is
 * known to be layout, so that what a later compiler adds counts until it is looked at.
 * @returns the offset in the second file at which something differs, or null.
 * @throws RangeError when the code is nested too deeply.
 */
export function differenceOfTrees(was: ParsedSource, is: ParsedSource): number | null {
  const same = (old: ts.Node, now: ts.Node, before: ts.Node, after: ts.Node): number | null => {
    if (hasSameText(old, now)) return null
    const [a, b] = [unwrap(old, before, was), unwrap(now, after, is)]
    if (a.kind !== b.kind || marksOf(a) !== marksOf(b) || !sameWord(a, b)) return startOf(b)
    const [fields, others] = [a, b] as unknown as [Fields, Fields]
    for (const name of comparedOf(a.kind, fields, others)) {
      const [value, other] = [fields[name], others[name]]
      if (value === other) continue
      const found = sameField(value, other, a, b)
      if (found !== null) return found
    }
    return null
  }
  /** Each with the node that it is of: the offsets of two files can't be compared. */
  const sameField = (a: unknown, b: unknown, before: ts.Node, after: ts.Node): number | null => {
    if (isNode(a) && isNode(b)) return same(a, b, before, after)
    if (!Array.isArray(a) || !Array.isArray(b)) return a === b ? null : startOf(isNode(b) ? b : after)
    const [list, others] = [shownOf(a), shownOf(b)]
    for (let at = 0; at < Math.max(list.length, others.length); at++) {
      const found = sameField(list[at], others[at], before, after)
      if (found !== null) return found
    }
    return null
  }
  /**
   * The parser goes by the text and by what it is within, so that a kind of node is the same tree where its text is the same: what is
   * around it is compared as well.
   */
  const hasSameText = (old: ts.Node, now: ts.Node): boolean =>
    old.kind === now.kind &&
    old.kind > LastToken &&
    old.end - old.pos === now.end - now.pos &&
    was.text.slice(old.pos, old.end) === is.text.slice(now.pos, now.end)
  const startOf = (node: ts.Node) => node.getStart(is.tree)
  /** What a token says, in its own spelling but for the quotes. */
  const sameWord = (a: ts.Node, b: ts.Node): boolean => {
    if (isJsxText(a) && isJsxText(b)) return shownText(a.text) === shownText(b.text)
    if (!isWord(a) || !isWord(b) || (isPlainName(a, was) && isPlainName(b, is))) return true
    const [old, now] = [a.getText(was.tree), b.getText(is.tree)]
    if (old === now) return true
    const isString = ts.isStringLiteral(a) && ts.isStringLiteral(b) && a.text === b.text
    return isString && withoutQuotes(old) === withoutQuotes(now)
  }
  return sameField(was.tree.statements, is.tree.statements, was.tree, is.tree)
}

const isJsxText = (node: ts.Node): node is ts.JsxText => node.kind === JsxText
const isGrouped = (node: ts.Node): node is ts.ParenthesizedExpression => node.kind === ParenthesizedExpression

const isNode = (value: unknown): value is ts.Node =>
  typeof value === 'object' && value !== null && 'kind' in value

/** Flags that say what a node is, without those that say in what it stands. */
const { ContextFlags } = ts.NodeFlags
const marksOf = ({ flags }: ts.Node) => flags & ~ContextFlags

/** Lines of blanks between elements show nothing. */
function shownOf(list: unknown[]): unknown[] {
  const isBlank = (value: unknown) => isNode(value) && isJsxText(value) && shownText(value.text) === ''
  return list.some(isBlank) ? list.filter(value => !isBlank(value)) : list
}

const WORDS = kindTable(
  node =>
    ts.isLiteralExpression(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isIdentifier(node) ||
    ts.isPrivateIdentifier(node),
)
const isWord = ({ kind }: ts.Node) => WORDS[kind] === 1

/**
 * Whether a name is written without escapes: names themselves are compared as fields. Where it ends in the text is known, and where it
 * begins would have to be looked for.
 */
function isPlainName(node: ts.Node, { text }: ParsedSource): boolean {
  if (!ts.isIdentifier(node)) return false
  const name = node.escapedText as string
  return text.startsWith(name, node.end - name.length)
}

/**
 * What stands in parentheses that only group. Others have a meaning: around a string that would be a directive, on the left of an
 * assignment, where they keep a function from its name, and around what tools look for in the text.
 */
function unwrap(node: ts.Node, parent: ts.Node, source: ParsedSource): ts.Node {
  if (!isGrouped(node)) return node
  const inner = innermost(node)
  const means =
    (ts.isExpressionStatement(parent) && ts.isStringLiteralLike(inner)) ||
    (isAssignedTo(node, parent) && ts.isIdentifier(inner)) ||
    isFound(inner) ||
    // `(async)` and `(let)` begin a statement or loop that would be another one.
    (ts.isIdentifier(inner) && /^(?:async|let|yield|await|of)$/.test(inner.getText(source.tree)))
  return means ? node : unwrap(node.expression, parent, source)
}

function isAssignedTo(node: ts.Node, parent: ts.Node): boolean {
  if (!ts.isBinaryExpression(parent) || node.end > parent.left.end) return false
  const { kind } = parent.operatorToken
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** A string without its quotes and the strokes that only they need. */
function withoutQuotes(text: string): string {
  const within = text.slice(1, -1)
  return within.includes('\\') ? within.replace(/\\(["'])/g, '$1') : within
}

/**
 * The text that JSX shows: lines lose the blanks at their ends where another line is, and empty ones go. From the JSX transform of
 * TypeScript (`fixupWhitespaceAndDecodeEntities`), which Babel and esbuild share.
 */
function shownText(text: string): string {
  // Line separators end a line to TypeScript and esbuild, and none to Babel.
  if (/[\u2028\u2029]/.test(text)) return text
  const lines = text.split(/\r\n|[\n\r]/)
  const last = lines.length - 1
  const shown = lines.map((line, at) => {
    const left = at > 0 ? line.replace(/^[ \t]+/, '') : line
    return at < last ? left.replace(/[ \t]+$/, '') : left
  })
  if (last === 0) return text
  // A line of blanks alone shows nothing, but the first and last of them may end at an element.
  return shown.filter(line => line !== '').join('\n')
}
