import { ts } from 'ts-morph'
import { bare, methodCall, type Reading } from './reading.ts'
import { declarationOf, isConstant, isGlobal } from './uses.ts'

/** Static functions that always give a new array without holes. */
const MAKERS: Record<string, ReadonlySet<string>> = {
  Object: new Set(['keys', 'values', 'entries', 'getOwnPropertyNames']),
  Array: new Set(['from', 'of']),
}
/** Methods of arrays that give a new array. */
const COPIES = new Set([
  'map',
  'filter',
  'slice',
  'concat',
  'flat',
  'flatMap',
  'splice',
  'toSorted',
  'toReversed',
  'toSpliced',
  'with',
])
/** Methods of arrays that give the array itself. */
const SELF = new Set(['sort', 'reverse', 'fill'])
/** Methods of arrays that hand each element to a function, as its first argument. */
export const EACH = new Set([
  'map',
  'filter',
  'forEach',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
])

/** Whether an expression certainly gives an array: by what it is, or by a type that can be held to. */
export function isArray(reading: Reading, expression: ts.Expression): boolean {
  const node = bare(expression)
  if (isFreshArray(reading, node)) return true
  const called = methodCall(node)
  if (called && SELF.has(called.name)) return isArray(reading, called.on)
  if (ts.isIdentifier(node)) {
    const declaration = declarationOf(reading, node)
    if (declaration && isConstant(reading, declaration)) {
      if (ts.isParameter(declaration) && declaration.dotDotDotToken) return true
      const made = ts.isVariableDeclaration(declaration) && declaration.initializer
      if (made && isArray(reading, made)) return true
    }
  }
  return reading.typed && isArrayType(reading.checker, reading.checker.getTypeAtLocation(expression))
}

/** Whether an expression certainly gives an array that nobody else has. */
export function isFreshArray(reading: Reading, expression: ts.Expression): boolean {
  const node = bare(expression)
  if (ts.isArrayLiteralExpression(node)) return true
  if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression))
    return node.expression.text === 'Array' && isGlobal(reading, node.expression)
  const called = methodCall(node)
  if (!called) return false
  const on = bare(called.on)
  if (ts.isIdentifier(on) && MAKERS[on.text]?.has(called.name) && isGlobal(reading, on)) return true
  if (called.name === 'split') return isString(reading, called.on)
  return COPIES.has(called.name) && isArray(reading, called.on)
}

export function isArrayType(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every(one => isArrayType(checker, one))
  return checker.isArrayType(type) || checker.isTupleType(type)
}

/** Methods of texts that give a text. */
const TEXTS = new Set(
  'trim trimStart trimEnd toLowerCase toUpperCase slice substring padStart padEnd repeat replace replaceAll normalize'.split(
    ' ',
  ),
)

/** Whether an expression certainly gives a text. */
export function isString(reading: Reading, expression: ts.Expression): boolean {
  const node = bare(expression)
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isTypeOfExpression(node))
    return true
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return isString(reading, node.left) || isString(reading, node.right)
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'String')
    return isGlobal(reading, node.expression)
  const called = methodCall(node)
  if (called && TEXTS.has(called.name) && isString(reading, called.on)) return true
  if (ts.isIdentifier(node) && isKnownText(reading, node)) return true
  return reading.typed && isOfType(reading.checker.getTypeAtLocation(expression), ts.TypeFlags.StringLike)
}

/** A constant that is a text, or a key that comes from `Object.keys` or `Object.entries`. */
function isKnownText(reading: Reading, name: ts.Identifier): boolean {
  const [declaration] = reading.checker.getSymbolAtLocation(name)?.declarations ?? []
  if (!declaration || declaration.getSourceFile() !== reading.file) return false
  const named = declaration as ts.Declaration & { name: ts.Identifier }
  if (ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name) && declaration.initializer)
    return isConstant(reading, named) && isString(reading, declaration.initializer)
  const isFirst =
    ts.isBindingElement(declaration) &&
    ts.isArrayBindingPattern(declaration.parent) &&
    declaration.parent.elements[0] === declaration &&
    !declaration.dotDotDotToken
  const whole = isFirst ? declaration.parent.parent : declaration
  const from = isFirst ? 'entries' : 'keys'
  return isConstant(reading, named) && sourceOfElement(reading, whole) === from
}

/** `keys` or `entries` where a parameter or variable is an element of what `Object.keys` or `Object.entries` gives. */
function sourceOfElement(reading: Reading, declaration: ts.Node): string | null {
  let list: ts.Expression | null = null
  if (ts.isParameter(declaration) && !declaration.dotDotDotToken && ts.isFunctionLike(declaration.parent)) {
    const callback = declaration.parent
    const called = methodCall(callback.parent)
    const place = called && EACH.has(called.name) ? 0 : called?.name === 'reduce' ? 1 : -1
    if (called?.args[0] === callback && callback.parameters[place] === declaration) list = called.on
  } else if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent))
    list = declaration.parent.parent.expression
  return list && keysOrEntries(reading, list)
}

function keysOrEntries(reading: Reading, list: ts.Expression): string | null {
  const called = methodCall(bare(list))
  if (!called) return null
  if (['filter', 'slice', 'sort', 'reverse', 'toSorted', 'toReversed'].includes(called.name))
    return keysOrEntries(reading, called.on)
  const on = bare(called.on)
  const isObject = ts.isIdentifier(on) && on.text === 'Object' && isGlobal(reading, on)
  return isObject && /^(?:keys|entries)$/.test(called.name) ? called.name : null
}

/** Whether all that a type allows is of these kinds; never for what allows anything, or nothing. */
export function isOfType(type: ts.Type, flags: ts.TypeFlags): boolean {
  if (type.isUnion()) return type.types.every(one => isOfType(one, flags))
  return (type.flags & flags) !== 0
}
