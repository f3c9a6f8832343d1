import type { ts } from 'ts-morph'
import { foldText } from './foldText.ts'
import type { ParsedCode } from './parseCode.ts'

/** Of a call so many characters are compared: calls may be nested, and each is compared whole. */
export const LONGEST_CALL = 20_000

/**
 * The words of an expression or statement, without white space, comments, types, final commas and the statements in it (those are
 * places of their own); strings in one kind of quotes. A name of a constant text is followed by that text, since it says
 * where a request goes.
 * @param longest what is beyond so many characters is left out.
 */
export function wordsOf(code: ParsedCode, node: ts.Node, longest = Number.POSITIVE_INFINITY): string {
  const { ts } = code
  const words: string[] = []
  let length = 0
  const push = (word: string) => {
    words.push(word)
    length += word.length
  }
  const visit = (inner: ts.Node): undefined => {
    if (length > longest) return
    if (ts.isExpression(inner) && isWrapper(ts, inner)) return visit(inner.expression)
    if (ts.isTypeNode(inner) && !ts.isExpressionWithTypeArguments(inner)) return
    if (inner !== node && (ts.isStatement(inner) || ts.isBlock(inner))) return push('{}') as undefined
    if (ts.isFunctionLike(inner) && inner !== node) push('=>')
    if (ts.isStringLiteralLike(inner)) return push(JSON.stringify(inner.text)) as undefined
    if (ts.isIdentifier(inner)) {
      push(inner.text)
      const text = isUse(ts, inner) ? foldText(code, inner) : null
      if (text !== null) push(`=${JSON.stringify(text)}`)
      return
    }
    if (inner.kind <= ts.SyntaxKind.LastToken) return push(inner.getText(code.file)) as undefined
    push(`(${inner.kind}`)
    if (ts.isPrefixUnaryExpression(inner) || ts.isPostfixUnaryExpression(inner)) push(String(inner.operator))
    ts.forEachChild(inner, visit)
    push(')')
  }
  visit(node)
  return words.join(' ')
}

/** The words of a whole file, each statement's after those of what it stands in. */
export function allWords(code: ParsedCode): string {
  const { ts, file } = code
  const all: string[] = []
  const visit = (node: ts.Node, depth: number) => {
    const isOne = ts.isStatement(node) || ts.isBlock(node)
    if (isOne) all.push(`${depth} ${wordsOf(code, node)}`)
    ts.forEachChild(node, inner => visit(inner, isOne ? depth + 1 : depth))
  }
  visit(file, 0)
  return all.join('\n')
}

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion

function isWrapper(ts: ParsedCode['ts'], node: ts.Expression): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  )
}

/** Neither the name of a property nor a key of an object. */
function isUse(ts: ParsedCode['ts'], name: ts.Identifier): boolean {
  const { parent } = name
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === name
  return !ts.isPropertyAssignment(parent) || parent.initializer === name
}
