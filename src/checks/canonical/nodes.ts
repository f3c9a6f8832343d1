import type { ts } from 'ts-morph'

type Ts = typeof ts

/** What stands within parentheses, however many. */
export function unwrap(typescript: Ts, node: ts.Expression): ts.Expression {
  return typescript.isParenthesizedExpression(node) ? unwrap(typescript, node.expression) : node
}

/** A value that is written down, as minifiers write it too: `!0`, `void 0`, `-1`. To ask for it does nothing. */
export function isLiteral(typescript: Ts, node: ts.Expression): boolean {
  const { SyntaxKind: Kind } = typescript
  const inner = unwrap(typescript, node)
  if (typescript.isPrefixUnaryExpression(inner)) {
    const isSign = inner.operator === Kind.MinusToken || inner.operator === Kind.ExclamationToken
    return isSign && (typescript.isNumericLiteral(inner.operand) || typescript.isBigIntLiteral(inner.operand))
  }
  if (typescript.isVoidExpression(inner)) return typescript.isNumericLiteral(inner.expression)
  return (
    typescript.isNumericLiteral(inner) ||
    typescript.isBigIntLiteral(inner) ||
    typescript.isStringLiteralLike(inner) ||
    inner.kind === Kind.TrueKeyword ||
    inner.kind === Kind.FalseKeyword ||
    inner.kind === Kind.NullKeyword
  )
}

const COMPARES = /^(?:[=!]==?|[<>]=?|in|instanceof)$/

/** Whether an expression gives true or false and nothing else. */
export function isBooleanValued(typescript: Ts, node: ts.Expression): boolean {
  const inner = unwrap(typescript, node)
  if (typescript.isPrefixUnaryExpression(inner))
    return inner.operator === typescript.SyntaxKind.ExclamationToken
  if (!typescript.isBinaryExpression(inner)) return false
  const operator = inner.operatorToken.getText()
  if (COMPARES.test(operator)) return true
  const isJoined = operator === '&&' || operator === '||'
  return isJoined && isBooleanValued(typescript, inner.left) && isBooleanValued(typescript, inner.right)
}

/** Whether a name is written to where it stands. */
export function isWritten(typescript: Ts, name: ts.Identifier): boolean {
  const { SyntaxKind: Kind } = typescript
  for (let at: ts.Node = name; ; at = at.parent) {
    const { parent } = at
    if (typescript.isPrefixUnaryExpression(parent) || typescript.isPostfixUnaryExpression(parent))
      return parent.operator === Kind.PlusPlusToken || parent.operator === Kind.MinusMinusToken
    if (typescript.isBinaryExpression(parent)) {
      const { kind } = parent.operatorToken
      const assigns = kind >= Kind.FirstAssignment && kind <= Kind.LastAssignment
      return assigns && parent.left === at
    }
    if (typescript.isForInStatement(parent) || typescript.isForOfStatement(parent))
      return parent.initializer === at
    const isPart =
      typescript.isParenthesizedExpression(parent) ||
      typescript.isArrayLiteralExpression(parent) ||
      typescript.isSpreadElement(parent) ||
      typescript.isSpreadAssignment(parent) ||
      typescript.isObjectLiteralExpression(parent) ||
      typescript.isShorthandPropertyAssignment(parent) ||
      (typescript.isPropertyAssignment(parent) && parent.initializer === at)
    if (!isPart) return false
  }
}

/** The operator between two operands, as it is written. */
export const operatorOf = (node: ts.BinaryExpression) => node.operatorToken.getText()

/** Whether `!` stands before it, and it is not `!0` or `!1`, as minifiers write true and false. */
export function isDenial(typescript: Ts, node: ts.Expression): node is ts.PrefixUnaryExpression {
  return (
    typescript.isPrefixUnaryExpression(node) &&
    node.operator === typescript.SyntaxKind.ExclamationToken &&
    !typescript.isNumericLiteral(node.operand)
  )
}

/** Whether what a condition asks first is asked as a denial. Of a condition and its contrary it is so of one. */
export function beginsDenied(typescript: Ts, condition: ts.Expression): boolean {
  const inner = unwrap(typescript, condition)
  if (isDenial(typescript, inner)) return !beginsDenied(typescript, inner.operand)
  if (!typescript.isBinaryExpression(inner)) return false
  const operator = operatorOf(inner)
  if (operator === '&&' || operator === '||') return beginsDenied(typescript, inner.left)
  return operator === '!==' || operator === '!='
}
