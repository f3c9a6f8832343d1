import type { ts } from 'ts-morph'

type Ts = typeof ts

/** `a.b` or `a[b]`. */
export function isAccess(ts: Ts, node: ts.Node): node is ts.AccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
}

/** A value with the brackets and types around it, which do nothing. */
export function wrapped(ts: Ts, node: ts.Node): ts.Node {
  let whole = node
  for (;;) {
    const { parent } = whole
    if (
      !ts.isParenthesizedExpression(parent) &&
      !ts.isAsExpression(parent) &&
      !ts.isNonNullExpression(parent) &&
      !ts.isSatisfiesExpression(parent) &&
      !ts.isTypeAssertionExpression(parent)
    )
      return whole
    whole = parent
  }
}

/** Whether a node is gone when types are erased, or names something without using it. */
export function isErased(ts: Ts, node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true
  if (ts.isTypeParameterDeclaration(node)) return true
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword
  if (ts.isImportEqualsDeclaration(node) || ts.isExportDeclaration(node)) return node.isTypeOnly
  return (
    ts.canHaveModifiers(node) &&
    !!ts.getModifiers(node)?.some(one => one.kind === ts.SyntaxKind.DeclareKeyword)
  )
}

/** Whether a name or access is only a part of a longer one, or a name that stands for no value. */
export function isPart(ts: Ts, node: ts.Node): boolean {
  const whole = wrapped(ts, node)
  if (isAccess(ts, whole.parent)) {
    if (whole.parent.expression === whole) return true
    return ts.isPropertyAccessExpression(whole.parent)
  }
  const { parent } = node
  if (!ts.isIdentifier(node)) return false
  if (ts.isPropertyAssignment(parent)) return parent.name === node
  if (ts.isBindingElement(parent)) return parent.name === node || parent.propertyName === node
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return true
  if (ts.isExportSpecifier(parent)) return parent.propertyName !== undefined && parent.name === node
  if (ts.isMetaProperty(parent) || ts.isJsxAttribute(parent) || ts.isBreakOrContinueStatement(parent))
    return true
  if (ts.isLabeledStatement(parent)) return parent.label === node
  const named = parent as { name?: ts.Node }
  return named.name === node && !ts.isShorthandPropertyAssignment(parent)
}

/** Whether a value goes where it is not followed to: an argument, a property, a result; not a question about it. */
export function isHandedOn(ts: Ts, inner: ts.Node): boolean {
  const node = wrapped(ts, inner)
  const { parent } = node
  if (ts.isTypeOfExpression(parent) || isAccess(ts, parent) || isAliased(ts, node)) return false
  if (ts.isIfStatement(parent) || ts.isPrefixUnaryExpression(parent) || ts.isBindingElement(node))
    return false
  if (ts.isExpressionStatement(parent)) return false
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node
  if (ts.isBinaryExpression(parent)) return !isQuestion(ts, parent.operatorToken.kind) && parent.left !== node
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isHandedOn(ts, parent)
  return true
}

/** Whether a value only gets a name that never gets another, through which its uses are found. */
export function isNamed(ts: Ts, inner: ts.Node): boolean {
  const node = wrapped(ts, inner)
  const { parent } = node
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== node) return false
  return (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const) !== 0
}

/** Whether a value gets a name, or may be one of several that get it. */
export function isAliased(ts: Ts, inner: ts.Node): boolean {
  const node = wrapped(ts, inner)
  const { parent } = node
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return parent.initializer === node
  if (ts.isConditionalExpression(parent)) return isAliased(ts, parent)
  if (!ts.isBinaryExpression(parent)) return false
  if (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return parent.right === node && ts.isIdentifier(parent.left)
  return isAliased(ts, parent)
}

function isQuestion(ts: Ts, kind: ts.SyntaxKind): boolean {
  const { SyntaxKind } = ts
  return (
    kind === SyntaxKind.InstanceOfKeyword ||
    kind === SyntaxKind.InKeyword ||
    (kind >= SyntaxKind.LessThanToken && kind <= SyntaxKind.ExclamationEqualsEqualsToken)
  )
}
