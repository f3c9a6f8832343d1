import type { ts } from 'ts-morph'
import type { ParsedCode } from './parseCode.ts'

/** Deeper and longer than this nobody writes a name. */
const DEEPEST = 40
const LONGEST = 4_000
/** Each expression is read once: constants made of constants would double the work with each. */
const folded = new WeakMap<ts.Node, string | null>()

/** The text that an expression always has (`'ev' + 'al'`, a constant), or null when it cannot be read off. */
export function foldText(code: ParsedCode, node: ts.Expression | undefined, depth = 0): string | null {
  if (node === undefined || depth > DEEPEST) return null
  const known = folded.get(node)
  if (known !== undefined) return known
  const text = foldNow(code, unwrapped(code.ts, node), depth)
  const short = text !== null && text.length > LONGEST ? null : text
  folded.set(node, short)
  return short
}

function foldNow(code: ParsedCode, bare: ts.Expression, depth: number): string | null {
  const { ts } = code
  const fold = (inner: ts.Expression) => foldText(code, inner, depth + 1)
  if (ts.isStringLiteralLike(bare) || ts.isNumericLiteral(bare)) return bare.text
  if (ts.isBinaryExpression(bare) && bare.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return joined([fold(bare.left), fold(bare.right)])
  if (ts.isTemplateExpression(bare))
    return joined([
      bare.head.text,
      ...bare.templateSpans.flatMap(one => [fold(one.expression), one.literal.text]),
    ])
  if (ts.isIdentifier(bare)) {
    const [declaration, ...more] = code.symbolOf(bare)?.declarations ?? []
    if (!declaration || more.length > 0 || !ts.isVariableDeclaration(declaration)) return null
    const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
    return isConstant && declaration.initializer ? fold(declaration.initializer) : null
  }
  return joinOfList(code, bare, depth)
}

/** `['ev', 'al'].join('')`. */
function joinOfList(code: ParsedCode, node: ts.Expression, depth: number): string | null {
  const { ts } = code
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null
  const { expression: list, name } = node.expression
  if (name.text !== 'join' || !ts.isArrayLiteralExpression(list)) return null
  const glue = node.arguments.length ? foldText(code, node.arguments[0], depth + 1) : ','
  const parts = list.elements.map(one => foldText(code, one, depth + 1))
  return glue === null || parts.includes(null) ? null : parts.join(glue)
}

function joined(parts: (string | null)[]): string | null {
  return parts.includes(null) ? null : parts.join('')
}

/** Without what does nothing when it runs: brackets, types; and of `(0, f)` the last. */
export function unwrapped(ts: ParsedCode['ts'], node: ts.Expression): ts.Expression {
  let bare = node
  for (;;) {
    if (ts.isBinaryExpression(bare) && bare.operatorToken.kind === ts.SyntaxKind.CommaToken) bare = bare.right
    else if (
      ts.isParenthesizedExpression(bare) ||
      ts.isAsExpression(bare) ||
      ts.isSatisfiesExpression(bare) ||
      ts.isNonNullExpression(bare) ||
      ts.isTypeAssertionExpression(bare) ||
      ts.isAwaitExpression(bare)
    )
      bare = bare.expression
    else return bare
  }
}
