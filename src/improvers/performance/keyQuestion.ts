import { ts } from 'ts-morph'
import { isAsTyped } from './asTyped.ts'
import { isCalm } from './calm.ts'
import { elementType, hasNoHoles } from './elements.ts'
import { questionAround } from './filterFirst.ts'
import { isMadeBefore } from './loops.ts'
import { bare, everyNode, methodCall, type Reading } from './reading.ts'
import { declarationOf } from './uses.ts'

/** A place that looks for the first element of a list whose key is what it asks for. */
export type KeyQuestion = {
  list: ts.Identifier
  /** What is asked: for the element, for its place, or whether there is one. */
  kind: 'find' | 'findIndex' | 'some'
  /** The place, and whether it asks for the opposite. */
  node: ts.Expression
  isNot: boolean
  /** What stands behind an element to give its key, and that as it stands there. */
  path: string
  /** What the element is called there, if it has a name. */
  parameter: string | null
  key: ts.Expression
  asked: ts.Expression
}

/** Every such place of a file of which it is proven that it only looks and cannot throw. */
export function keyQuestionsIn(reading: Reading): KeyQuestion[] {
  return everyNode(reading.file).flatMap(node => questionAt(reading, node) ?? [])
}

function questionAt(reading: Reading, node: ts.Node): KeyQuestion | null {
  const called = methodCall(node)
  if (called?.args.length !== 1 || !ts.isIdentifier(called.on) || called.call.typeArguments) return null
  const { call, on: list, name } = called
  const around = name === 'filter' ? questionAround(call) : { whole: call, method: name, isNot: false }
  if (!around || !/^(?:find|findIndex|some)$/.test(around.method)) return null
  const test = bare(called.args[0]!)
  if (!ts.isArrowFunction(test) || test.type || test.typeParameters || test.parameters.length !== 1)
    return null
  const comparison = comparisonOf(test)
  if (!comparison || !isCalm(reading, test) || !hasNoHoles(reading, list)) return null
  const sides = [comparison.left, comparison.right] as const
  const parameter = test.parameters[0]!
  const paths = sides.map(side => pathOf(reading, side, parameter))
  const at = paths.findIndex(path => path !== null)
  if (at < 0 || !isOfElement(reading, parameter, list)) return null
  const asked = sides[1 - at]!
  if (!isAsSure(reading, asked, test)) return null
  const { whole, method, isNot } = around
  return {
    list,
    kind: method as KeyQuestion['kind'],
    node: whole as ts.Expression,
    isNot,
    path: paths[at]!,
    parameter: ts.isIdentifier(parameter.name) ? parameter.name.text : null,
    key: sides[at]!,
    asked,
  }
}

/** The comparison that is all that a function does. */
function comparisonOf({ body }: ts.ArrowFunction): ts.BinaryExpression | null {
  const [only, ...others] = ts.isBlock(body) ? body.statements : []
  const given = ts.isBlock(body) ? only && ts.isReturnStatement(only) && only.expression : body
  if (!given || others.length) return null
  const node = bare(given)
  const isSame =
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken
  return isSame ? node : null
}

/** What stands behind the element, `.owner.id` or nothing, where an expression is a part of the element that a function is called with. */
function pathOf(reading: Reading, side: ts.Expression, { name }: ts.ParameterDeclaration): string | null {
  const node = bare(side)
  const root = rootOf(node)
  const declaration = root && declarationOf(reading, root)
  if (!root || !declaration) return null
  const behind = node.getText(reading.file).slice(root.text.length)
  if (declaration.name === name) return behind
  if (ts.isIdentifier(name) || name.elements.length !== 1 || declaration !== name.elements[0]) return null
  const { propertyName, initializer, dotDotDotToken } = declaration as ts.BindingElement
  const part = propertyName ?? declaration.name
  if (!ts.isObjectBindingPattern(name) || initializer || dotDotDotToken || !ts.isIdentifier(part)) return null
  return `.${part.text}${behind}`
}

/** The name that a chain of properties, and of methods without arguments, begins with. */
function rootOf(node: ts.Expression): ts.Identifier | null {
  if (ts.isIdentifier(node)) return node
  if (ts.isPropertyAccessExpression(node)) return rootOf(node.expression)
  return ts.isCallExpression(node) && !node.arguments.length ? rootOf(node.expression) : null
}

/** Whether nothing is said of the parameter that is not true of every element. */
function isOfElement(reading: Reading, parameter: ts.ParameterDeclaration, list: ts.Expression): boolean {
  const { checker } = reading
  return !parameter.type || checker.getTypeAtLocation(parameter.name) === elementType(reading, list)
}

/**
 * Whether what is asked for can be asked where the list is empty as well, when nobody asked for it so far: every name in it has its value,
 * and where more is asked of that, it is what its type tells.
 */
function isAsSure(reading: Reading, asked: ts.Expression, test: ts.ArrowFunction): boolean {
  const isAlone = ts.isIdentifier(bare(asked))
  return everyNode(asked).every(node => {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return false
    const { parent } = node
    if (!ts.isIdentifier(node) || (ts.isPropertyAccessExpression(parent) && parent.name === node)) return true
    const declaration = declarationOf(reading, node)
    if (!declaration || declaration.pos >= test.pos || !isMadeBefore(declaration, test)) return false
    return isAlone || isAsTyped(reading, declaration)
  })
}
