import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { isAsGiven, isUntouched, type Names, rootOf } from './names.ts'

const LONGEST = 60

/**
 * An expression as code that means the same to a caller: locals replaced by what they stand for, casts
 * dropped. Null where it names something that a caller does not see, or that may have changed since the
 * function was entered.
 */
export function codeOf(node: ts.Expression, names: Names, depth = 0, before?: number): string | null {
  if (depth > 6) return null
  // A node that was made here, not parsed, has no place of its own.
  const at = before ?? (node.pos < 0 ? Number.MAX_SAFE_INTEGER : node.getStart())
  const text = write(bare(node), names, depth, at)
  return text !== null && text.length <= LONGEST && isPrintable(text) && isSimple(text) ? text : null
}

/** One call at most, with at most one step behind it: what is more is read in the code sooner than in words. */
function isSimple(text: string): boolean {
  const bareText = text.replace(/'[^']*'|"[^"]*"|\/(?:[^/\\]|\\.)+\/\w*/g, "''")
  return (
    (bareText.match(/\(/g)?.length ?? 0) <= 1 && !/\)(\.\w+|\[[^\]]*\]){2}|\([^)]* [-+*/%] /.test(bareText)
  )
}

/** Whether a text can stand in a comment between backticks without ending it or meaning a tag. */
export function isPrintable(text: string): boolean {
  return !/[`@\r\n]|\*\/|\/\*|[^\x20-\x7e]/.test(text)
}

function write(node: ts.Expression, names: Names, depth: number, at: number): string | null {
  const inner = (child: ts.Expression): string | null => codeOf(child, names, depth + 1, at)
  if (ts.isIdentifier(node)) return identifier(node, names, depth, at)
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this'
  if (node.kind === ts.SyntaxKind.TrueKeyword) return 'true'
  if (node.kind === ts.SyntaxKind.FalseKeyword) return 'false'
  if (node.kind === ts.SyntaxKind.NullKeyword) return 'null'
  if (
    ts.isNumericLiteral(node) ||
    ts.isBigIntLiteral(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isStringLiteral(node)
  )
    return node.getText()
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const operand = inner(node.operand)
    return operand === null ? null : `-${operand}`
  }
  if (ts.isVoidExpression(node)) return 'undefined'
  if (ts.isTypeOfExpression(node)) {
    const operand = inner(node.expression)
    return operand === null ? null : `typeof ${operand}`
  }
  if (ts.isPropertyAccessExpression(node)) {
    const { name } = node
    if (!ts.isIdentifier(name) || name.text.startsWith('_') || name.text.endsWith('_')) return null
    const root = rootOf(node)
    if (root !== null && (isKept(root, names) || (isGiven(root, names) && !isUntouched(names, root, at))))
      return null
    const owner = inner(node.expression)
    return owner === null ? null : `${owner}.${name.text}`
  }
  if (ts.isElementAccessExpression(node)) {
    const root = rootOf(node)
    if (root !== null && isGiven(root, names) && !isUntouched(names, root, at)) return null
    const owner = inner(node.expression)
    const key = inner(node.argumentExpression)
    return owner === null || key === null ? null : `${owner}[${key}]`
  }
  if (ts.isCallExpression(node)) return call(node, names, inner)
  if (
    ts.isBinaryExpression(node) &&
    /^([-+*/%&|^<>]|\*\*|[<>]=|[!=]==?|<<|>>)$/.test(node.operatorToken.getText())
  ) {
    const left = inner(node.left)
    const right = inner(node.right)
    return left === null || right === null ? null : `${left} ${node.operatorToken.getText()} ${right}`
  }
  return null
}

function identifier(node: ts.Identifier, names: Names, depth: number, at: number): string | null {
  const { text } = node
  if (text === 'undefined' || text === 'NaN' || text === 'Infinity') return text
  if (text.startsWith('_')) return null
  if (text === 'arguments') return ts.isArrowFunction(names.fn) ? null : text
  if (names.called.has(text)) return isAsGiven(names, text, at) ? names.called.get(text)! : null
  const local = names.locals.get(text)
  // A `var` is there before it has its value.
  if (local) return local.at < at ? codeOf(local.value, names, depth + 1, local.at) : null
  if (names.declared.has(text)) return null
  if (names.file.changing.has(text)) return null
  const constant = names.file.constants.get(text)
  if (constant && isScalar(constant)) return constant.getText()
  return text
}

function call(
  node: ts.CallExpression,
  names: Names,
  inner: (child: ts.Expression) => string | null,
): string | null {
  const callee = bare(node.expression)
  if (node.arguments.length > 2) return null
  if (ts.isIdentifier(callee) && names.declared.has(callee.text) && !names.called.has(callee.text))
    return null
  const target = inner(callee)
  if (target === null) return null
  const args = node.arguments.map(argument => (ts.isSpreadElement(argument) ? null : inner(argument)))
  return args.includes(null) ? null : `${target}(${args.join(', ')})`
}

/** Whether a name is a list, map or object that the module, or another one, keeps for itself: what is in it is no caller's business. */
export function isKept(root: string, names: Names): boolean {
  if (!names.declared.has(root) && names.file.imported.has(root) && /^[a-z]/.test(root)) return true
  const value = names.declared.has(root) ? undefined : names.file.constants.get(root)
  if (!value || /^[A-Z][A-Z\d_]*$/.test(root)) return false
  return (
    ts.isArrayLiteralExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    (ts.isNewExpression(value) && /(Map|Set)$/.test(value.expression.getText()))
  )
}

/** Whether a name is `this` or the function's own: what it holds may be changed on the way. */
function isGiven(root: string, names: Names): boolean {
  return root === 'this' || names.declared.has(root)
}

/** A number, string, boolean, null, or a sign before one: a value that reads well in place of its name. */
export function isScalar(node: ts.Expression): boolean {
  const value = bare(node)
  if (ts.isPrefixUnaryExpression(value))
    return value.operator === ts.SyntaxKind.MinusToken && isScalar(value.operand)
  return (
    ts.isNumericLiteral(value) ||
    ts.isBigIntLiteral(value) ||
    ts.isStringLiteral(value) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword ||
    value.kind === ts.SyntaxKind.NullKeyword
  )
}
