import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import type { Clause, Words } from './clause.ts'
import { list } from './clause.ts'
import { codeOf, isKept, isPrintable, isScalar } from './code.ts'
import type { Names } from './names.ts'

const KIND = ts.SyntaxKind
const TYPES: { [type: string]: string } = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  bigint: 'a bigint',
  symbol: 'a symbol',
  function: 'a function',
  undefined: '`undefined`',
  object: 'of type `object`',
}
const TESTS: { [callee: string]: string } = {
  'Array.isArray': 'an array',
  'Number.isInteger': 'an integer',
  'Number.isSafeInteger': 'a safe integer',
  'Number.isFinite': 'a finite number',
  'Number.isNaN': '`NaN`',
  'Buffer.isBuffer': 'a `Buffer`',
}
const METHODS: { [method: string]: [string, string] } = {
  includes: ['contains', 'does not contain'],
  has: ['has', 'does not have'],
  startsWith: ['starts with', 'does not start with'],
  endsWith: ['ends with', 'does not end with'],
}

/** A condition in words, or its contrary; null where it can't be said without the code around it. */
export function phrase(given: ts.Expression, names: Names, isNegated = false): Words | null {
  const node = substitute(bare(given), names)
  if (ts.isPrefixUnaryExpression(node) && node.operator === KIND.ExclamationToken)
    return phrase(node.operand, names, !isNegated)
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    if (kind === KIND.AmpersandAmpersandToken || kind === KIND.BarBarToken) {
      const left = phrase(node.left, names, isNegated)
      const right = phrase(node.right, names, isNegated)
      if (!left || !right) return null
      return { of: (kind === KIND.BarBarToken) === isNegated ? 'and' : 'or', parts: [left, right] }
    }
  }
  const clause = atom(node, names, isNegated)
  return clause && { of: 'one', clause }
}

/** An operand as it reads in a sentence: numbers bare, a named constant by value and name, the rest as code. */
export function operand(node: ts.Expression, names: Names): string | null {
  const value = bare(node)
  const code = codeOf(value, names)
  if (code === null) return null
  const text = /^-?[\d_.]+n?$/.test(code) ? code : `\`${code}\``
  if (!ts.isIdentifier(value) || names.declared.has(value.text)) return text
  const constant = names.file.constants.get(value.text)
  return constant && isScalar(constant) && code !== value.text ? `${text} (\`${value.text}\`)` : text
}

/** A local that was computed once reads as what it was computed from. */
function substitute(node: ts.Expression, names: Names): ts.Expression {
  const local = ts.isIdentifier(node) ? names.locals.get(node.text) : undefined
  // Only conditions are looked into: a local's value may otherwise have been taken before a change.
  if (!local || local.value.pos < 0 || local.at > node.getStart()) return node
  const value = bare(local.value)
  return ts.isBinaryExpression(value) || ts.isPrefixUnaryExpression(value) || ts.isCallExpression(value)
    ? value
    : node
}

function atom(node: ts.Expression, names: Names, isNegated: boolean): Clause | null {
  if (ts.isBinaryExpression(node)) return compared(node, names, isNegated)
  if (ts.isCallExpression(node)) {
    return (
      called(node, names, isNegated) ??
      (HAS_WORDS.test(node.expression.getText()) ? null : truth(node, names, isNegated))
    )
  }
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return truth(node, names, isNegated)
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === KIND.TildeToken) {
    const call = bare(node.operand)
    return ts.isCallExpression(call) ? searched(call, names, isNegated) : null
  }
  return null
}

/** Truth of a value. A length that is truthy is more than nothing; one that is falsy may be missing. */
function truth(node: ts.Expression, names: Names, isNegated: boolean): Clause | null {
  const subject = operand(node, names)
  if (subject === null) return null
  if (!isNegated && /\.(length|size)`$/.test(subject)) {
    return { subject: subject.replace(/\.(length|size)`$/, '`'), verb: 'is not', rest: 'empty' }
  }
  return { subject, verb: 'is', rest: isNegated ? 'falsy' : 'truthy' }
}

function compared(given: ts.BinaryExpression, names: Names, isNegated: boolean): Clause | null {
  let left = bare(given.left)
  let right = bare(given.right)
  let kind: ts.SyntaxKind = given.operatorToken.kind
  const isOrdered = kind === KIND.InKeyword || kind === KIND.InstanceOfKeyword
  if (!isOrdered && isFixed(left, names) && !isFixed(right, names)) {
    ;[left, right] = [right, left]
    kind = MIRROR.get(kind) ?? kind
  }
  const resolved = substitute(left, names)
  if (ts.isCallExpression(resolved)) {
    const found = position(resolved, kind, right, names, isNegated)
    if (found) return found
  }
  if (EQUAL.has(kind) || UNEQUAL.has(kind)) {
    const verb = EQUAL.has(kind) === isNegated ? 'is not' : 'is'
    return equal(
      left,
      right,
      names,
      verb,
      kind === KIND.EqualsEqualsToken || kind === KIND.ExclamationEqualsToken,
    )
  }
  const subject = operand(left, names)
  const object = operand(right, names)
  if (!subject || !object) return null
  if (kind === KIND.InstanceOfKeyword) {
    return { subject, verb: isNegated ? 'is not' : 'is', rest: `an instance of ${object}` }
  }
  if (kind === KIND.InKeyword)
    return { subject: object, verb: isNegated ? 'does not have' : 'has', rest: `the property ${subject}` }
  const isLength = /\.(length|size)`$/.test(subject)
  const owner = subject.replace(/\.(length|size)`$/, '`')
  if (isLength && object === '0' && kind === KIND.GreaterThanToken)
    return { subject: owner, verb: isNegated ? 'is' : 'is not', rest: 'empty' }
  const relation = RELATIONS.get(kind)
  // NaN is neither less than 1 nor at least 1, so the contrary of one is never said as the other.
  return relation ? { subject, verb: isNegated ? 'is not' : 'is', rest: `${relation} ${object}` } : null
}

function equal(
  left: ts.Expression,
  right: ts.Expression,
  names: Names,
  verb: string,
  isLoose: boolean,
): Clause | null {
  if (ts.isTypeOfExpression(left) && ts.isStringLiteral(right)) {
    const subject = operand(left.expression, names)
    const type = Object.hasOwn(TYPES, right.text) ? TYPES[right.text] : undefined
    return subject && type ? { subject, verb, rest: type } : null
  }
  const subject = operand(left, names)
  const object = operand(right, names)
  if (!subject || !object) return null
  if (isLoose && (object === '`null`' || object === '`undefined`')) {
    return verb === 'is'
      ? { subject, verb, rest: '`null` or `undefined`' }
      : { subject, verb: 'is', rest: 'neither `null` nor `undefined`' }
  }
  if (isLoose && !ts.isTypeOfExpression(left) && object.startsWith('`') === false) return null
  if (object === '0' && /\.(length|size)`$/.test(subject))
    return { subject: subject.replace(/\.(length|size)`$/, '`'), verb, rest: 'empty' }
  return { subject, verb, rest: /^`(''|"")`$/.test(object) ? 'an empty string' : object }
}

/** `s.indexOf(x) === -1` and its kin. */
function position(
  call: ts.CallExpression,
  kind: ts.SyntaxKind,
  right: ts.Expression,
  names: Names,
  isNegated: boolean,
): Clause | null {
  const bound = right.getText()
  const isAbsent = (bound === '-1' && EQUAL.has(kind)) || (bound === '0' && kind === KIND.LessThanToken)
  const isPresent =
    (bound === '-1' && (UNEQUAL.has(kind) || kind === KIND.GreaterThanToken)) ||
    (bound === '0' && kind === KIND.GreaterThanEqualsToken)
  return isAbsent || isPresent ? searched(call, names, isAbsent !== isNegated) : null
}

function searched(call: ts.CallExpression, names: Names, isAbsent: boolean): Clause | null {
  const callee = bare(call.expression)
  if (!ts.isPropertyAccessExpression(callee) || call.arguments.length !== 1) return null
  if (callee.name.text !== 'indexOf' && callee.name.text !== 'lastIndexOf') return null
  const subject = operand(callee.expression, names)
  const object = operand(call.arguments[0]!, names)
  return subject && object
    ? { subject, verb: isAbsent ? 'does not contain' : 'contains', rest: object }
    : null
}

function called(node: ts.CallExpression, names: Names, isNegated: boolean): Clause | null {
  const callee = bare(node.expression)
  const [first] = node.arguments
  if (!first || node.arguments.length !== 1 || ts.isSpreadElement(first)) return null
  const object = operand(first, names) ?? (ts.isRegularExpressionLiteral(first) ? '' : null)
  if (object === null) return null
  const test = Object.hasOwn(TESTS, callee.getText()) ? TESTS[callee.getText()] : undefined
  if (test) return { subject: object, verb: isNegated ? 'is not' : 'is', rest: test }
  if (ts.isIdentifier(callee)) {
    const name = codeOf(callee, names)
    if (name === null || name !== callee.text) return null
    const isPredicate = names.called.has(callee.text) || /^(is|has|can|should)[A-Z]/.test(callee.text)
    return isPredicate ? { subject: object, verb: isNegated ? 'fails' : 'passes', rest: `\`${name}\`` } : null
  }
  if (!ts.isPropertyAccessExpression(callee)) return null
  const method = callee.name.text
  const owner = bare(callee.expression)
  if (method === 'test') {
    const pattern = patternOf(owner, names)
    return pattern === null
      ? null
      : { subject: object, verb: isNegated ? 'does not match' : 'matches', rest: pattern }
  }
  if (method === 'match') {
    const subject = operand(owner, names)
    const pattern = patternOf(bare(first), names)
    return subject === null || pattern === null
      ? null
      : { subject, verb: isNegated ? 'does not match' : 'matches', rest: pattern }
  }
  const verbs = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
  if (!verbs) return null
  const members = membersOf(owner, names)
  if (members)
    return {
      subject: object,
      verb: isNegated ? 'is not' : 'is',
      rest: members.length === 1 ? members[0]! : `one of ${list('and', members)}`,
    }
  if (ts.isIdentifier(owner) && isKept(owner.text, names)) return null
  const subject = operand(owner, names)
  return subject === null ? null : { subject, verb: verbs[isNegated ? 1 : 0]!, rest: object }
}

/** A regular expression by its text where that is short, else by the name of the module's constant. */
function patternOf(node: ts.Expression, names: Names): string | null {
  const isConstant = ts.isIdentifier(node) && !names.declared.has(node.text)
  const value = isConstant ? names.file.constants.get(node.text) : node
  if (!value) return null
  if (ts.isRegularExpressionLiteral(value)) {
    // A sticky or global expression keeps a position between calls: whether it matches depends on that.
    if (/[gy]/.test(value.text.slice(value.text.lastIndexOf('/')))) return null
    if (value.text.length <= 50 && isPrintable(value.text)) return `\`${value.text}\``
  } else if (
    !ts.isNewExpression(value) ||
    value.expression.getText() !== 'RegExp' ||
    value.arguments?.length !== 1
  )
    return null
  return isConstant && !node.text.startsWith('_') ? `\`${node.text}\`` : null
}

/** The members of `['a', 'b']` or `new Set(['a', 'b'])`, in place or in a constant of the module. */
function membersOf(node: ts.Expression, names: Names): string[] | null {
  const isConstant = ts.isIdentifier(node) && !names.declared.has(node.text)
  const value = bare(isConstant ? (names.file.constants.get(node.text) ?? node) : node)
  const array =
    ts.isNewExpression(value) && value.expression.getText() === 'Set' ? value.arguments?.[0] : value
  if (
    !array ||
    !ts.isArrayLiteralExpression(array) ||
    array.elements.length === 0 ||
    array.elements.length > 6
  )
    return null
  if (isConstant && isGrown(node.text, names)) return null
  const members = array.elements.map(element => (isScalar(element) ? operand(element, names) : null))
  return members.includes(null) ? null : (members as string[])
}

/** Whether the module ever adds to or takes from a list or set that it keeps. */
function isGrown(name: string, names: Names): boolean {
  return new RegExp(`\\b${name}\\s*(\\.(push|pop|shift|unshift|splice|add|delete|clear|length)|\\[)`).test(
    names.file.tree.text,
  )
}

function isFixed(node: ts.Expression, names: Names): boolean {
  if (isScalar(node) || node.getText() === 'undefined') return true
  return ts.isIdentifier(node) && !names.declared.has(node.text) && names.file.constants.has(node.text)
}

/** Calls that have words of their own, and no sense without them. */
const HAS_WORDS = /\.(test|match|includes|has|startsWith|endsWith)$/
const EQUAL = new Set<ts.SyntaxKind>([KIND.EqualsEqualsToken, KIND.EqualsEqualsEqualsToken])
const UNEQUAL = new Set<ts.SyntaxKind>([KIND.ExclamationEqualsToken, KIND.ExclamationEqualsEqualsToken])
const RELATIONS = new Map<ts.SyntaxKind, string>([
  [KIND.LessThanToken, 'less than'],
  [KIND.LessThanEqualsToken, 'at most'],
  [KIND.GreaterThanToken, 'greater than'],
  [KIND.GreaterThanEqualsToken, 'at least'],
])
const MIRROR = new Map<ts.SyntaxKind, ts.SyntaxKind>([
  [KIND.LessThanToken, KIND.GreaterThanToken],
  [KIND.LessThanEqualsToken, KIND.GreaterThanEqualsToken],
  [KIND.GreaterThanToken, KIND.LessThanToken],
  [KIND.GreaterThanEqualsToken, KIND.LessThanEqualsToken],
])
