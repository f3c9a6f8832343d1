import type { ts } from 'ts-morph'
import type { Place } from './place.ts'

/** Renames, and constants that are made or taken away. */
export function refactorName(place: Place, node: ts.Node): void {
  const { ts } = place
  if (ts.isParameter(node) || ts.isVariableDeclaration(node)) rename(place, node)
  if (ts.isVariableStatement(node)) inline(place, node)
  if (ts.isReturnStatement(node)) extract(place, node)
  if (ts.isIfStatement(node)) extractCondition(place, node)
  if (ts.isNumericLiteral(node) || ts.isStringLiteral(node)) hoist(place, node)
}

function rename(place: Place, at: ts.ParameterDeclaration | ts.VariableDeclaration): void {
  const { ts, file, put, fresh, placesOf, functionOf, isNamedByPlace } = place
  const { name } = at
  if (!ts.isIdentifier(name) || name.text === 'this' || !functionOf(at)) return
  // A property that a constructor's parameter makes has that name too; a function without a name has that of its variable.
  if (ts.isParameter(at) && at.modifiers?.length) return
  if (at.initializer && isNamedByPlace(at.initializer)) return
  const places = placesOf(name)
  if (!places || places.some(one => ts.isExportSpecifier(one.parent))) return
  const is = fresh(`${name.text}Renamed`)
  const [first, ...others] = places.map(one => {
    const text = ts.isShorthandPropertyAssignment(one.parent) ? `${one.text}: ${is}` : is
    return { start: one.getStart(file), end: one.getEnd(), text }
  })
  if (first?.start === name.getStart(file)) put('rename', name, is, others)
}

/** `const x = E; return x.y` to `return (E).y`: what is evaluated first stays first. */
function inline(place: Place, node: ts.VariableStatement): void {
  const { ts, text, put, placesOf, listOf, isNamedByPlace } = place
  const [at, more] = node.declarationList.declarations
  if (
    more ||
    node.modifiers ||
    !at?.initializer ||
    !ts.isIdentifier(at.name) ||
    isNamedByPlace(at.initializer)
  )
    return
  if (!(node.declarationList.flags & ts.NodeFlags.Const) || !place.functionOf(node)) return
  const list = listOf(node)
  const next = list?.[list.indexOf(node) + 1]
  const used = next && firstEvaluated(place, next)
  const places = placesOf(at.name)
  if (!next || !used || places?.length !== 2 || !places.includes(used as ts.Identifier)) return
  // A function that is called by a name has no `this`; called as a property it would have one.
  const { parent } = used
  if (ts.isParenthesizedExpression(parent)) return
  if (
    (ts.isCallExpression(parent) || ts.isTaggedTemplateExpression(parent)) &&
    !ts.isIdentifier(at.initializer)
  )
    return
  const [start, end] = [used.getStart(place.file), used.getEnd()]
  put('inline a constant', node, ';', [{ start, end, text: `(${text(at.initializer)})` }])
}

/** The part of a statement that is evaluated before all else. */
function firstEvaluated({ ts }: Place, node: ts.Statement): ts.Node | undefined {
  let at: ts.Node | undefined =
    ts.isReturnStatement(node) || ts.isIfStatement(node) || ts.isThrowStatement(node)
      ? node.expression
      : undefined
  for (;;) {
    if (!at) return undefined
    if (ts.isParenthesizedExpression(at) || ts.isPropertyAccessExpression(at) || ts.isCallExpression(at))
      at = at.expression
    else if (ts.isElementAccessExpression(at) || ts.isAwaitExpression(at)) at = at.expression
    else if (ts.isBinaryExpression(at) && !ts.isIdentifier(at.left)) at = at.left
    else if (ts.isBinaryExpression(at) && !/[^=!<>]=$/.test(at.operatorToken.getText())) at = at.left
    else if (ts.isConditionalExpression(at)) at = at.condition
    else if (ts.isPrefixUnaryExpression(at)) at = at.operand
    else return at
  }
}

/** `return E` to `const result = E; return result`, and to a function of its own for E. */
function extract(place: Place, node: ts.ReturnStatement): void {
  const { ts, file, text, put, fresh, listOf, isNamedByPlace } = place
  const { expression } = node
  if (!expression || ts.isIdentifier(expression) || place.isLiteral(expression)) return
  if (isNamedByPlace(skip(ts, expression))) return
  const name = fresh('result')
  const is = `const ${name} = ${text(expression)}; return ${name};`
  put('extract a constant', node, listOf(node) ? is : `{ ${is} }`)
  const free = freeNames(place, expression)
  if (!free || place.usesFunction(expression)) return
  const made = fresh('extracted')
  const last = file.getEnd()
  const typed = /\.[cm]?ts$/.test(file.fileName) ? ': any' : ''
  const given = free.map(one => `${one}${typed}`).join(', ')
  put('extract a function', node, `return ${made}(${free.join(', ')});`, [
    { start: last, end: last, text: `\nfunction ${made}(${given}) {\n  return ${text(expression)};\n}\n` },
  ])
}

const skip = (ts: Place['ts'], node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) ? skip(ts, node.expression) : node

/** Names of the functions around an expression that it uses; null where one of them may not have its last value yet. */
function freeNames(place: Place, expression: ts.Expression): string[] | null {
  const { ts, symbolOf, functionOf, isSteady } = place
  const names = new Set<string>()
  let safe = true
  place.walk(expression, node => {
    if (
      !ts.isIdentifier(node) ||
      ts.findAncestor(node, one => one === expression || ts.isTypeNode(one)) !== expression
    )
      return
    const at = symbolOf(node)?.declarations?.[0]
    if (!at || !functionOf(at) || isInside(at, expression) || isMember(ts, at)) return
    const isDeclared = ts.isParameter(at) || (ts.isVariableDeclaration(at) && at.end < expression.pos)
    // What is handed over is read before all else: only what was set long ago, and for good, is the same then.
    if (isDeclared && ts.isIdentifier(at.name) && isSteady(at.name)) names.add(node.text)
    else safe = false
  })
  return safe ? [...names] : null
}

const isInside = (node: ts.Node, outer: ts.Node) => node.pos >= outer.pos && node.end <= outer.end
const isMember = (ts: Place['ts'], node: ts.Node) =>
  ts.isPropertyAssignment(node) || ts.isPropertySignature(node) || ts.isClassElement(node)

/** `if (L && R)` to `const first = L; if (first && R)`. */
function extractCondition(place: Place, node: ts.IfStatement): void {
  const { ts, text, put, fresh, listOf } = place
  if (!listOf(node) || !ts.isBinaryExpression(node.expression)) return
  const { left, operatorToken, right } = node.expression
  if (!/^(?:&&|\|\|)$/.test(text(operatorToken))) return
  const name = fresh('first')
  put('extract a condition', node.expression, `${name} ${text(operatorToken)} ${text(right)}`, [
    {
      start: node.getStart(place.file),
      end: node.getStart(place.file),
      text: `const ${name} = ${text(left)}; `,
    },
  ])
}

/** A literal of a function to a constant of the module. Where a module imports, it may be called before its constants are set. */
function hoist(place: Place, node: ts.NumericLiteral | ts.StringLiteral): void {
  const { ts, file, text, put, fresh, functionOf } = place
  const { parent } = node
  if (!functionOf(node) || /\b(?:import|require)\b|\bfrom\s+['"]/.test(file.text)) return
  const isValue = ts.isBinaryExpression(parent) || ts.isReturnStatement(parent) || ts.isCallExpression(parent)
  if (!isValue || ts.findAncestor(node, ts.isTypeNode)) return
  const first = file.statements.find(
    one => !(ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression)),
  )
  if (!first) return
  const [start, name] = [first.getStart(file), fresh('LITERAL')]
  put('hoist a literal', node, name, [{ start, end: start, text: `const ${name} = ${text(node)};\n` }])
}
