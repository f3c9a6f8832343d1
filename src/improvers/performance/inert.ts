import { ts } from 'ts-morph'
import { EACH, isArrayType, isFreshArray, isOfType } from './arrays.ts'
import { bare, methodCall, type Reading } from './reading.ts'
import { declarationOf, isConstant, isGlobal } from './uses.ts'

const PRIMITIVE =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.Null |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Void

/** Methods of arrays that call a function, and otherwise only look. */
const CALLING = new Set([...EACH, 'reduce'])
/** Methods of arrays that look and give something new, or one of the elements. */
const READS = new Set(['includes', 'indexOf', 'lastIndexOf', 'slice', 'at', 'concat', 'flat', 'toReversed'])
/** Operators that ask nothing of the values on either side. */
const PLAIN = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.CommaToken,
])

/**
 * Whether running some code alters nothing but local variables and new arrays, and runs no code that could: no getter, no conversion, no
 * function that is not here to be read. Only types that can be held to tell that.
 */
export function isInert(reading: Reading, node: ts.Node): boolean {
  if (!reading.typed) return false
  const visit = (one: ts.Node): boolean => {
    if (ts.isTypeNode(one) || ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)) return true
    return (
      isHarmless(reading, one) &&
      ts.forEachChild(one, child => (visit(child) ? undefined : true)) === undefined
    )
  }
  return visit(node)
}

function isHarmless(reading: Reading, node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isPlainProperty(reading, node)
  if (ts.isElementAccessExpression(node)) return isPlainPlace(reading, node)
  if (ts.isCallExpression(node)) return isKnownCall(reading, node)
  if (ts.isBinaryExpression(node)) return isPlainOperation(reading, node)
  if (ts.isTemplateSpan(node)) return isPrimitive(reading, node.expression)
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return isPlainUnary(reading, node)
  if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) return isPlainPattern(reading, node)
  if (ts.isForOfStatement(node))
    return (
      !node.awaitModifier &&
      ts.isVariableDeclarationList(node.initializer) &&
      isList(reading, node.expression)
    )
  if (ts.isSpreadElement(node)) return isList(reading, node.expression)
  if (ts.isSpreadAssignment(node)) return isPlainObject(typeOf(reading, node.expression))
  if (ts.isComputedPropertyName(node)) return isPrimitive(reading, node.expression)
  if (ts.isNewExpression(node)) return isNewCollection(reading, node)
  // What is declared by `using` runs code at the end of its block.
  if (ts.isVariableDeclarationList(node)) return (node.flags & ts.NodeFlags.Using) === 0
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node))
    return !node.modifiers?.length && !node.asteriskToken
  return !NEVER.has(node.kind)
}

/** What may run anything, or alter something that is not seen here. */
const NEVER = new Set([
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.DeleteExpression,
  ts.SyntaxKind.TaggedTemplateExpression,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.Decorator,
  ts.SyntaxKind.JsxElement,
  ts.SyntaxKind.JsxSelfClosingElement,
  ts.SyntaxKind.JsxFragment,
])

const typeOf = ({ checker }: Reading, node: ts.Expression) => checker.getTypeAtLocation(node)
const isPrimitive = (reading: Reading, node: ts.Expression) => isOfType(typeOf(reading, node), PRIMITIVE)
const isList = (reading: Reading, node: ts.Expression) => isArrayType(reading.checker, typeOf(reading, node))

function isPlainUnary(reading: Reading, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): boolean {
  if (node.operator === ts.SyntaxKind.ExclamationToken) return true
  const isStep =
    node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken
  return isPrimitive(reading, node.operand) && (!isStep || ts.isIdentifier(bare(node.operand)))
}

function isPlainPattern(reading: Reading, node: ts.BindingPattern): boolean {
  const type = reading.checker.getTypeAtLocation(node)
  if (ts.isArrayBindingPattern(node)) return isArrayType(reading.checker, type)
  return node.elements.every(({ name, propertyName, dotDotDotToken }) => {
    const key = propertyName ?? name
    return !dotDotDotToken && ts.isIdentifier(key) && isPlain(type.getProperty(key.text))
  })
}

/** A property that is declared, and not by an accessor. */
function isPlain(property: ts.Symbol | undefined): boolean {
  const declarations = property?.declarations ?? []
  return declarations.length > 0 && !declarations.some(ts.isAccessor)
}

/** An object of which all that is declared are properties, none of them an accessor: a copy of it runs nothing. */
function isPlainObject(type: ts.Type): boolean {
  if (type.isUnionOrIntersection()) return type.types.every(isPlainObject)
  if (type.flags & PRIMITIVE) return true
  return (type.flags & ts.TypeFlags.Object) !== 0 && type.getProperties().every(isPlain)
}

/** A plain object of a type that is written in the repository: others, as those of a browser, are more than their properties. */
export function isOwnObject(type: ts.Type): boolean {
  const declarations = type.symbol?.declarations ?? []
  const isForeign = declarations.some(
    one => (ts.isInterfaceDeclaration(one) || ts.isClassLike(one)) && one.getSourceFile().isDeclarationFile,
  )
  return (type.flags & ts.TypeFlags.Object) !== 0 && !isForeign && isPlainObject(type)
}

/** A property that is none of the accessors that are declared anywhere; of what may be anything nobody knows. */
function isPlainProperty(reading: Reading, node: ts.PropertyAccessExpression): boolean {
  const type = typeOf(reading, node.expression)
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return false
  return isPlain(reading.checker.getSymbolAtLocation(node.name))
}

/** A place of a list or a text, or a key of an object that has any keys. */
function isPlainPlace(reading: Reading, node: ts.ElementAccessExpression): boolean {
  const type = typeOf(reading, node.expression)
  if (isList(reading, node.expression) || isOfType(type, ts.TypeFlags.StringLike)) return true
  const isRecord = !type.isUnionOrIntersection() && type.getStringIndexType() !== undefined
  return isRecord && isPlainObject(type) && isPrimitive(reading, node.argumentExpression)
}

function isPlainOperation(reading: Reading, { left, right, operatorToken }: ts.BinaryExpression): boolean {
  const { kind } = operatorToken
  if (PLAIN.has(kind)) return true
  if (ts.SyntaxKind.FirstAssignment <= kind && kind <= ts.SyntaxKind.LastAssignment) {
    const isPlain =
      kind === ts.SyntaxKind.EqualsToken || (isPrimitive(reading, left) && isPrimitive(reading, right))
    return ts.isIdentifier(bare(left)) && isPlain
  }
  const isLookup = kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword
  return !isLookup && isPrimitive(reading, left) && isPrimitive(reading, right)
}

function isKnownCall(reading: Reading, node: ts.CallExpression): boolean {
  const callee = bare(node.expression)
  if (ts.isIdentifier(callee))
    return (
      /^(?:String|Number|Boolean)$/.test(callee.text) &&
      isGlobal(reading, callee) &&
      node.arguments.every(one => isPrimitive(reading, one))
    )
  const called = methodCall(node)
  if (!called) return false
  const { on, name, args } = called
  const owner = bare(on)
  if (ts.isIdentifier(owner) && owner.text === 'Math' && isGlobal(reading, owner))
    return args.every(one => isPrimitive(reading, one))
  if (ts.isIdentifier(owner) && owner.text === 'Object' && isGlobal(reading, owner))
    return /^(?:keys|values|entries)$/.test(name) && args.every(one => isOwnObject(typeOf(reading, one)))
  if (isOfType(typeOf(reading, on), ts.TypeFlags.StringLike))
    return args.every(one => isPrimitive(reading, one))
  // A function that is handed over must stand there to be read.
  const isSeen = args[0] !== undefined && isWritten(args[0])
  if (isList(reading, on) && CALLING.has(name)) return isSeen
  if (isList(reading, on) && READS.has(name)) return true
  if (name === 'push') return isOwnList(reading, owner)
  return /^(?:has|get)$/.test(name) && isCollection(reading, on)
}

const isWritten = (node: ts.Expression) =>
  ts.isArrowFunction(bare(node)) || ts.isFunctionExpression(bare(node))

/** A constant that was made as a new list: no other name in sight can mean it. */
function isOwnList(reading: Reading, node: ts.Expression): boolean {
  const declaration = ts.isIdentifier(node) ? declarationOf(reading, node) : null
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false
  return isConstant(reading, declaration) && isFreshArray(reading, declaration.initializer)
}

function isCollection(reading: Reading, node: ts.Expression): boolean {
  const { symbol } = typeOf(reading, node)
  const isOurs = symbol?.declarations?.every(one => one.getSourceFile().isDeclarationFile)
  return Boolean(isOurs) && /^(?:Readonly)?(?:Set|Map)$/.test(symbol.name)
}

function isNewCollection(reading: Reading, node: ts.NewExpression): boolean {
  const isKnown =
    ts.isIdentifier(node.expression) &&
    /^(?:Set|Map)$/.test(node.expression.text) &&
    isGlobal(reading, node.expression)
  return isKnown && (node.arguments ?? []).every(one => isList(reading, one))
}
