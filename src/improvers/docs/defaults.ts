import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { codeOf, isScalar } from './code.ts'
import type { Fact } from './fact.ts'
import { isAsGiven, type Names } from './names.ts'
import { operand } from './phrase.ts'

type Default = {
  path: string
  value: ts.Expression
  node: ts.Node
  isLoose: boolean
  from: 'binding' | 'operator' | 'assignment'
}

const MOST = 6

/**
 * Values that stand in for what a caller leaves out and that the signature does not show: defaults inside
 * destructured options, `??`, `||`, `??=` and `if (x === undefined) x = ...`. A path with two different
 * defaults, or that is also read without one, has none that could be stated.
 */
export function defaultFacts(names: Names): Fact[] {
  const found = candidates(names)
  const facts: Fact[] = []
  for (const one of found) {
    if (
      found.some(
        other => other !== one && other.path === one.path && other.value.getText() !== one.value.getText(),
      )
    )
      continue
    if (facts.some(fact => fact.parameter!.path === one.path)) continue
    if (one.from !== 'binding' && isReadBare(one, found, names)) continue
    const value = shown(one, names)
    if (value === null || value === `\`${one.path}\``) continue
    const tail = `defaults to ${value}${one.isLoose && ts.isNumericLiteral(bare(one.value)) && value !== '0' ? ', also when 0 is given' : ''}`
    facts.push({
      kind: 'default',
      says: `\`${one.path}\` ${tail}.`,
      node: one.node,
      weight: 3,
      parameter: { path: one.path, tail },
    })
  }
  return facts.slice(0, MOST)
}

function candidates(names: Names): Default[] {
  const found: Default[] = []
  const { fn } = names
  for (const parameter of fn.parameters) {
    if (ts.isObjectBindingPattern(parameter.name)) bindings(parameter.name, '')
  }
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
      const path = givenPath(withoutEmpty(node.initializer))
      if (path !== null && !path.includes('.')) bindings(node.name, path)
    }
    if (ts.isBinaryExpression(node)) operator(node)
    if (ts.isObjectLiteralExpression(node)) merge(node)
    if (ts.isIfStatement(node)) assignment(node)
    ts.forEachChild(node, visit)
  }
  if (fn.body) visit(fn.body)
  return found

  function bindings(pattern: ts.ObjectBindingPattern, owner: string): void {
    for (const element of pattern.elements) {
      const key = element.propertyName ?? element.name
      if (!element.initializer || !ts.isIdentifier(key) || !ts.isIdentifier(element.name)) continue
      found.push({
        path: owner === '' ? key.text : `${owner}.${key.text}`,
        value: element.initializer,
        node: element,
        isLoose: false,
        from: 'binding',
      })
    }
  }

  function operator(node: ts.BinaryExpression): void {
    const { kind } = node.operatorToken
    const isAssigned =
      kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken
    const isStrict =
      kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken
    if (!isStrict && kind !== ts.SyntaxKind.BarBarToken && kind !== ts.SyntaxKind.BarBarEqualsToken) return
    // Only where a value is stored, passed or returned: in a condition `a || b` is no default.
    const { parent } = node
    const isValue =
      isAssigned ||
      ts.isVariableDeclaration(parent) ||
      ts.isPropertyAssignment(parent) ||
      (ts.isBinaryExpression(parent) &&
        parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        parent.right === node)
    const path = givenPath(node.left)
    if (path === null || !isValue) return
    const target = ts.isBinaryExpression(parent) ? givenPath(parent.left) : null
    const isStored = isAssigned || target === path
    found.push({
      path,
      value: node.right,
      node: isStored && !isAssigned ? parent : node,
      isLoose: !isStrict,
      from: isStored ? 'assignment' : 'operator',
    })
  }

  /** `{ timeout: 1000, ...options }`: what stands before the spread is what it falls back to. */
  function merge(node: ts.ObjectLiteralExpression): void {
    const spread = node.properties.findIndex(ts.isSpreadAssignment)
    const last = node.properties[spread]
    if (!last || !ts.isSpreadAssignment(last) || spread !== node.properties.length - 1) return
    const path = givenPath(last.expression)
    const isSelf =
      ts.isBinaryExpression(node.parent) ||
      ts.isVariableDeclaration(node.parent) ||
      ts.isAsExpression(node.parent)
    if (path === null || path.includes('.') || !isSelf || !/^(opt|config|settings|props$|param)/i.test(path))
      return
    for (const property of node.properties.slice(0, spread)) {
      if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return
      found.push({
        path: `${path}.${property.name.text}`,
        value: property.initializer,
        node: property,
        isLoose: false,
        from: 'binding',
      })
    }
  }

  function assignment(node: ts.IfStatement): void {
    const only = ts.isBlock(node.thenStatement) ? node.thenStatement.statements : [node.thenStatement]
    const [first] = only
    if (
      only.length !== 1 ||
      node.elseStatement ||
      !first ||
      !ts.isExpressionStatement(first) ||
      !ts.isBinaryExpression(first.expression)
    )
      return
    const { left, operatorToken, right } = first.expression
    const path = givenPath(left)
    const test = bare(node.expression)
    if (path === null || operatorToken.kind !== ts.SyntaxKind.EqualsToken) return
    if (isMissing(test, path)) found.push({ path, value: right, node, isLoose: false, from: 'assignment' })
  }

  function isMissing(test: ts.Expression, path: string): boolean {
    if (!ts.isBinaryExpression(test)) return false
    const equals = /^===?$/.test(test.operatorToken.getText())
    const left = bare(test.left)
    const right = test.right.getText()
    if (ts.isTypeOfExpression(left))
      return equals && givenPath(left.expression) === path && /^.undefined.$/.test(right)
    return (
      equals &&
      givenPath(left) === path &&
      (right === 'undefined' || (right === 'null' && test.operatorToken.getText() === '=='))
    )
  }

  function givenPath(node: ts.Expression): string | null {
    return pathOf(node, names)
  }
}

/** `options.a.b` rooted at a plain parameter that is declared once; null for everything else. */
function pathOf(given: ts.Expression, names: Names): string | null {
  const node = bare(given)
  if (ts.isIdentifier(node)) {
    const path = names.called.get(node.text)
    const isFirst = isAsGiven(names, node.text, node.getStart())
    return path && isFirst ? path : null
  }
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.name) || node.name.text.startsWith('_'))
    return null
  const owner = pathOf(node.expression, names)
  return owner === null ? null : `${owner}.${node.name.text}`
}

function withoutEmpty(given: ts.Expression): ts.Expression {
  const node = bare(given)
  const isEmpty =
    ts.isBinaryExpression(node) &&
    /^(\|\||\?\?)$/.test(node.operatorToken.getText()) &&
    /^\{\s*\}$/.test(node.right.getText())
  return isEmpty ? node.left : node
}

/** Whether the value is also used without its default. */
function isReadBare(one: Default, found: Default[], names: Names): boolean {
  const covered = found.filter(other => other.path === one.path)
  let isBare = false
  const visit = (node: ts.Node): void => {
    if (covered.some(other => other.node === node)) return
    const isRead =
      (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) && pathAnywhere(node, names) === one.path
    if (isRead && !isKeyOrName(node) && (one.from === 'operator' || node.getStart() < one.node.getStart()))
      isBare = true
    // Spread or handed on whole, an option reaches code that knows nothing of the default.
    ts.forEachChild(node, visit)
  }
  if (names.fn.body) visit(names.fn.body)
  return isBare
}

function pathAnywhere(node: ts.Expression, names: Names): string | null {
  if (ts.isIdentifier(node)) return names.called.get(node.text) ?? null
  if (!ts.isPropertyAccessExpression(node)) return null
  const owner = pathAnywhere(bare(node.expression), names)
  return owner === null ? null : `${owner}.${node.name.text}`
}

function isKeyOrName(node: ts.Node): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) &&
      (parent.name === node || (ts.isIdentifier(node) && parent.expression === node))) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  )
}

function shown(one: Default, names: Names): string | null {
  const value = bare(one.value)
  const text = value.getText()
  if (text === 'undefined' || text === 'null' || text === "''" || text === '""' || text === '``') return null
  // An option that is off says nothing by being off when it is left out.
  if (text === 'false' || (one.isLoose && (text === 'true' || text === '0'))) return null
  if (ts.isArrayLiteralExpression(value))
    return value.elements.length > 0 &&
      value.elements.length < 6 &&
      value.elements.every(isScalar) &&
      text.length < 50
      ? literal(text)
      : null
  const isCall = ts.isCallExpression(value) && value.arguments.length === 0
  if (
    isScalar(value) ||
    isCall ||
    ts.isIdentifier(value) ||
    ts.isPropertyAccessExpression(value) ||
    ts.isBinaryExpression(value)
  ) {
    const code = codeOf(value, names)
    if (code === null || code.length > 40 || /(^|\.)_/.test(code)) return null
    // Without a value to show, a name alone says something only when it is a constant or comes from the caller.
    if (
      ts.isIdentifier(value) &&
      code === value.text &&
      !names.called.has(value.text) &&
      !/^[A-Z][A-Z\d_]+$|^Infinity$/.test(code) &&
      !names.file.declared.has(code)
    )
      return null
    return operand(value, names)
  }
  return null
}

function literal(text: string): string | null {
  return /[`@\r\n]|\*\//.test(text) ? null : `\`${text}\``
}
