import { ts } from 'ts-morph'
import { kindTable } from './kindTable.ts'

const K = ts.SyntaxKind

/** What can have modifiers: all that can be gone, opaque or module syntax is among these. */
export const MODIFIABLE = kindTable(ts.canHaveModifiers)
/** Expressions that can have type arguments, and no other types beside them. */
export const WITH_ARGUMENTS = kindTable(
  node =>
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isExpressionWithTypeArguments(node) ||
    ts.isJsxOpeningElement(node) ||
    ts.isJsxSelfClosingElement(node),
)
/** What can have types beside it, or modifiers that are for the compiler alone. */
export const TYPED = kindTable(
  node =>
    ts.canHaveModifiers(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isVariableDeclaration(node) ||
    WITH_ARGUMENTS[node.kind] === 1,
)
/** What nothing has to be asked of to see that it is a type. */
const ALWAYS_TYPE = kindTable(
  node =>
    (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) || ts.isTypeParameterDeclaration(node),
)
/** What can be a type, or be taken out with what it stands in. */
const CAN_BE_TYPE = kindTable(
  node =>
    ts.isTypeNode(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isHeritageClause(node) ||
    ts.isModifier(node) ||
    ts.isParameter(node) ||
    node.kind === K.QuestionToken ||
    node.kind === K.ExclamationToken,
)

const CAN_GO = kindTable(
  node =>
    ts.isModuleDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isIndexSignatureDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node),
)

/** Modifiers that say something to the compiler alone; on a parameter they would make a field. */
const SILENT = new Set([
  K.PublicKeyword,
  K.PrivateKeyword,
  K.ProtectedKeyword,
  K.ReadonlyKeyword,
  K.OverrideKeyword,
  K.AbstractKeyword,
])

export function isSilent(modifier: ts.ModifierLike): boolean {
  return SILENT.has(modifier.kind)
}

/**
 * What no compiler leaves anything of: interfaces, aliases, namespaces of nothing else, `import type`, overloads, index signatures of
 * classes.
 */
export function isGone(node: ts.Node): boolean {
  if (!CAN_GO[node.kind]) return false
  if (ts.isModuleDeclaration(node)) return isOfTypes(node)
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return !has(node, K.DeclareKeyword)
  if (ts.isImportDeclaration(node)) return isTypeOnly(node.importClause)
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  if (ts.isFunctionDeclaration(node)) return !node.body && !has(node, K.DeclareKeyword)
  if (ts.isIndexSignatureDeclaration(node)) return true
  const isMember = ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)
  return isMember && !node.body && !has(node, K.AbstractKeyword)
}

/**
 * Whether a namespace, or what is said of another module or of all, has nothing but types in it: then it has no object, and makes no
 * imported name a value that was none.
 */
export function isOfTypes({ body }: ts.ModuleDeclaration): boolean {
  if (!body) return false
  if (ts.isModuleDeclaration(body)) return isOfTypes(body)
  if (!ts.isModuleBlock(body)) return false
  return body.statements.every(
    one =>
      ts.isInterfaceDeclaration(one) ||
      ts.isTypeAliasDeclaration(one) ||
      (ts.isModuleDeclaration(one) && ts.isIdentifier(one.name) && isOfTypes(one)),
  )
}

/** `namespace a`, not `declare module 'a'` or `declare global`. */
export function isNamespace({ name, flags }: ts.ModuleDeclaration): boolean {
  return ts.isIdentifier(name) && !(flags & ts.NodeFlags.GlobalAugmentation)
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.isTypeOnly ?? false
}

/**
 * The names of a list of imports or exports that are said to be types, where others of it are values: the list stays without them, as
 * every compiler leaves it. What is left of a list of nothing but types hangs on settings.
 */
export function typesAmong(
  list: ts.NamedImports | ts.NamedExports,
): readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] {
  const { elements }: { elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] } = list
  // `type as as` is read in one way and another.
  if (elements.some(({ name, propertyName }) => isOddName(name) || (propertyName && isOddName(propertyName))))
    return []
  const types = elements.filter(one => one.isTypeOnly)
  return types.length < elements.length ? types : []
}

const isOddName = ({ text }: ts.ModuleExportName) => text === 'as' || text === 'type'

/** `type A` in a list of imports or exports. */
export function isTypeSpecifier(node: ts.Node): boolean {
  return (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.isTypeOnly
}

/** What is read by compilers each in its own way: any change in it is more than one of types. */
export function isOpaque(node: ts.Node): boolean {
  if (has(node, K.DeclareKeyword)) return true
  if (ts.isImportDeclaration(node)) return true
  if (ts.isExportDeclaration(node)) return true
  return ts.isClassElement(node) && has(node, K.AbstractKeyword)
}

/** Whether a statement makes its file a module. */
export function isModuleSyntax(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node)) return true
  return has(node, K.ExportKeyword)
}

/** The names that a statement without meaning at run time declares. */
export function namesOf(node: ts.Node): string[] {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return [node.name.text]
  if (ts.isModuleDeclaration(node)) return isNamespace(node) ? [node.name.text] : []
  if (!ts.isImportDeclaration(node) || !node.importClause) return []
  const { name, namedBindings } = node.importClause
  const named =
    namedBindings && ts.isNamedImports(namedBindings)
      ? namedBindings.elements.map(element => element.name.text)
      : namedBindings
        ? [namedBindings.name.text]
        : []
  return name ? [name.text, ...named] : named
}

/** The names under which others get what a statement without meaning at run time exports; for all of another module's, `*` and it. */
export function exportedTypesOf(node: ts.Node): string[] {
  if (ts.isExportDeclaration(node)) {
    const { exportClause, moduleSpecifier } = node
    if (!exportClause) return [`* from ${(moduleSpecifier as ts.StringLiteral).text}`]
    return ts.isNamedExports(exportClause)
      ? exportClause.elements.map(({ name }) => name.text)
      : [exportClause.name.text]
  }
  if (!has(node, K.ExportKeyword)) return []
  return has(node, K.DefaultKeyword) ? ['default'] : namesOf(node)
}

/**
 * Whether brackets change nothing, so that those around an assertion, `(x as T).y`, are as if they were not there: only
 * around what needs none itself wherever it stands.
 */
export function bracketsForType({ expression }: ts.ParenthesizedExpression, parent: ts.Node): boolean {
  let inner = expression
  while (ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner)) inner = inner.expression
  // `(a) = () => {}` gives the function no name.
  if (ts.isBinaryExpression(parent) && parent.left.pos <= expression.pos && isAssignment(parent)) return false
  if (ts.isIdentifier(inner) || inner.kind === K.ThisKeyword) return true
  // `new (f() as C)()` and `new (a.b() as C)()` call something else without them.
  if (ts.isNewExpression(parent)) return false
  const isAccess = ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)
  return (isAccess || ts.isCallExpression(inner)) && !ts.isOptionalChain(inner)
}

function isAssignment({ operatorToken, left }: ts.BinaryExpression): boolean {
  const { FirstAssignment, LastAssignment } = K
  return operatorToken.kind >= FirstAssignment && operatorToken.kind <= LastAssignment && left !== undefined
}

/** Expressions that can have type arguments, which nothing is left of. */
export function typeArgumentsOf(node: ts.Node): ts.NodeArray<ts.TypeNode> | undefined {
  return WITH_ARGUMENTS[node.kind] ? (node as ts.CallExpression).typeArguments : undefined
}

/** Children that are types, or were taken out with what they stand in. */
export function isTypeChild(node: ts.Node, child: ts.Node): boolean {
  if (!CAN_BE_TYPE[child.kind]) return false
  if (ALWAYS_TYPE[child.kind]) return true
  if (ts.isHeritageClause(child)) return child.token === K.ImplementsKeyword
  if (ts.isModifier(child)) return isSilent(child)
  if (ts.isParameter(node) && child === node.questionToken) return true
  if (ts.isVariableDeclaration(node) && child === node.exclamationToken) return true
  return ts.isParameter(child) && isThisType(child)
}

function has(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some(modifier => modifier.kind === kind) ?? false)
}

/** `this: T` before the parameters. Not `this: void`: TypeScript for Lua then passes no first argument. */
export function isThisType({ name, type }: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(name) && name.text === 'this' && type?.kind !== K.VoidKeyword
}
