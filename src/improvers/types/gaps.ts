import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { documentedBy, isJavaScript } from './jsdoc.ts'

/** A parameter of which nothing says what it is. */
export type ParameterGap = {
  what: 'parameters'
  /** The same in every version of the file that differs in annotations alone. */
  key: string
  path: Path
  owner: ts.SignatureDeclaration
  node: ts.ParameterDeclaration
  parameter: ts.ParameterDeclaration
}

/**
 * The parameters of a file that have neither a type nor anything to infer one from, or are said to be anything. Those of functions that are
 * given to something with a type have theirs from there, and are none.
 */
export function gapsOf(path: Path, file: ts.SourceFile, checker: ts.TypeChecker): ParameterGap[] {
  const gaps: ParameterGap[] = []
  let ordinal = 0
  const visit = (node: ts.Node) => {
    if (isWritten(node)) {
      const number = ordinal++
      if (isGiven(node, checker)) {
        ts.forEachChild(node, visit)
        return
      }
      node.parameters.forEach((parameter, index) => {
        if (!isUntyped(parameter, checker)) return
        const key = keyOf(path, number, index)
        gaps.push({ what: 'parameters', key, path, owner: node, node: parameter, parameter })
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return gaps
}

/** The parameter at `index` of the function that is the `ordinal`-th in a file. */
export const keyOf = (path: Path, ordinal: number, index: number) => `${path}\n${ordinal}\n${index}`

/** A function of the program itself. Those that types speak of come and go with the types. */
export function isWritten(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return (
    ts.isFunctionLike(node) && !ts.isTypeNode(node) && !ts.isTypeElement(node) && !ts.isJSDocSignature(node)
  )
}

/** What it is given to says what its parameters are, be it anything, or nothing because it is not installed. */
export function isGiven(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return isArgument(node)
  const wanted = isArgument(node) ? null : checker.getContextualType(node)
  if (!wanted) return wanted === null
  return (wanted.isUnion() ? wanted.types : [wanted]).some(type => type.getCallSignatures().length > 0)
}

/** Whether a function, or an object or list that it is in, is handed to something. */
function isArgument(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return node !== parent.expression
  if (ts.isJsxExpression(parent)) return true
  const isPart =
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isParenthesizedExpression(parent)
  return isPart && isArgument(parent)
}

function isUntyped(parameter: ts.ParameterDeclaration, checker: ts.TypeChecker): boolean {
  if (isJavaScript(parameter.getSourceFile()) && !isUndocumented(parameter)) return false
  if (parameter.type) return parameter.type.kind === ts.SyntaxKind.AnyKeyword
  if (ts.isSetAccessor(parameter.parent)) return false
  if (ts.isIdentifier(parameter.name) && parameter.name.text === 'this') return false
  const { initializer } = parameter
  if (initializer) return saysNothing(initializer)
  const type = checker.getTypeAtLocation(parameter)
  if (type.flags & ts.TypeFlags.Any) return true
  if (parameter.dotDotDotToken) return isAnyArray(type, checker)
  return !ts.isIdentifier(parameter.name) && holdsAny(type, checker)
}

/** Whether a doc comment can say what a parameter is, and none does. */
function isUndocumented(parameter: ts.ParameterDeclaration): boolean {
  const { parent, name } = parameter
  const isSaid = ts.getJSDocType(parameter) ?? ts.getJSDocTypeTag(parent)
  const host = documentedBy(parent)
  const isOther = ts
    .getJSDocTags(parent)
    .some(({ tagName }) => /^(?:overload|callback|inheritdoc)$/i.test(tagName.text))
  return ts.isIdentifier(name) && !isSaid && !isOther && host !== null
}

/** What is there when nothing is: it is no example of what else may come. */
function saysNothing(initializer: ts.Expression): boolean {
  return (
    (ts.isObjectLiteralExpression(initializer) && initializer.properties.length === 0) ||
    (ts.isArrayLiteralExpression(initializer) && initializer.elements.length === 0) ||
    initializer.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(initializer) && initializer.text === 'undefined')
  )
}

function isAnyArray(type: ts.Type, checker: ts.TypeChecker): boolean {
  const [element] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : []
  return element !== undefined && (element.flags & ts.TypeFlags.Any) !== 0
}

/** `{ a, b }` without a type is an object of anything. */
function holdsAny(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (isAnyArray(type, checker)) return true
  return checker
    .getPropertiesOfType(type)
    .some(one => (checker.getTypeOfSymbol(one).flags & ts.TypeFlags.Any) !== 0)
}

/** What a function is called that has no name. */
export const NAMELESS = 'function'

/** The name of a function, or of what it is given to. */
export function nameOf(owner: ts.SignatureDeclaration): string {
  if (owner.name) return owner.name.getText()
  if (ts.isConstructorDeclaration(owner))
    return owner.parent.name ? `${owner.parent.name.text}.constructor` : 'constructor'
  const { parent } = owner
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.name.getText()
  return NAMELESS
}
