import type { ts } from 'ts-morph'
import { foldText, unwrapped } from './foldText.ts'
import type { FindOrigin } from './originOf.ts'
import type { ParsedCode } from './parseCode.ts'

const WRITERS = /^(?:Object|Reflect)\.(?:assign|definePropert(?:y|ies)|set)$/
const MERGES = /^(?:assign|merge|mergeWith|mergeDeep|deepMerge|extend|defaults|defaultsDeep|set|setWith)$/i

/**
 * Whether a node writes to a prototype that others share: one of a global or an import, any by `__proto__` or
 * `constructor.prototype`. Methods that a file puts on its own functions, and the idiom of error classes, are none.
 */
export function writesPrototype(code: ParsedCode, originOf: FindOrigin, node: ts.Node): boolean {
  const { ts } = code
  const isShared = (target: ts.Expression) => isSharedPrototype(code, originOf, target)
  if (ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind)) return writesTo(node.left)
  if (ts.isDeleteExpression(node)) return writesTo(node.expression)
  if (ts.isPropertyAssignment(node) && !ts.isComputedPropertyName(node.name))
    return nameText(ts, node.name) === '__proto__' && node.initializer.kind !== ts.SyntaxKind.NullKeyword
  if (!ts.isCallExpression(node)) return false
  const [target, second] = node.arguments
  const origin = originOf(node.expression)
  const name = origin?.module === null ? origin.path.join('.') : ''
  if (!target) return false
  if (/^(?:Object|Reflect)\.setPrototypeOf$/.test(name)) return !isErrorIdiom(ts, target, second)
  const last = ts.isIdentifier(node.expression) ? node.expression.text : lastName(code, node.expression)
  return (WRITERS.test(name) || (last !== null && MERGES.test(last))) && isShared(target)

  function writesTo(place: ts.Expression): boolean {
    const bare = unwrapped(ts, place)
    if (!ts.isPropertyAccessExpression(bare) && !ts.isElementAccessExpression(bare)) return false
    const own = lastName(code, bare)
    return own === '__proto__' || isShared(bare.expression)
  }
}

/** `X.prototype` of what this file does not declare, `x.__proto__`, `x.constructor.prototype`. */
function isSharedPrototype(code: ParsedCode, originOf: FindOrigin, target: ts.Expression): boolean {
  const { ts } = code
  const bare = unwrapped(ts, target)
  const last = lastName(code, bare)
  if (last === '__proto__') return true
  if (ts.isCallExpression(bare)) return lastName(code, bare.expression) === 'getPrototypeOf'
  if (last !== 'prototype') return false
  if (!ts.isPropertyAccessExpression(bare) && !ts.isElementAccessExpression(bare)) return false
  return lastName(code, bare.expression) === 'constructor' || originOf(bare.expression) !== null
}

/** `Object.setPrototypeOf(this, new.target.prototype)`, and taking the prototype away. */
function isErrorIdiom(ts: ParsedCode['ts'], target: ts.Expression, to: ts.Expression | undefined): boolean {
  if (to?.kind === ts.SyntaxKind.NullKeyword) return true
  return target.kind === ts.SyntaxKind.ThisKeyword && !!to && ts.isPropertyAccessExpression(to)
}

function lastName(code: ParsedCode, node: ts.Expression): string | null {
  const { ts } = code
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  return ts.isElementAccessExpression(node) ? foldText(code, node.argumentExpression) : null
}

function nameText(ts: ParsedCode['ts'], name: ts.PropertyName): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : null
}

function isAssignment(ts: ParsedCode['ts'], kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}
