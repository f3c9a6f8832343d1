import type { ts } from 'ts-morph'
import type { Place } from './place.ts'

/** Methods of arrays and strings that only call what they are handed, and never construct it. */
const CALLERS =
  /^(?:map|filter|forEach|some|every|find|findIndex|reduce|reduceRight|flatMap|sort|replace|then|catch)$/

/** Refactorings within one expression. */
export function refactorExpression(place: Place, node: ts.Node): void {
  const { ts, text, put } = place
  if (ts.isBinaryExpression(node)) binary(place, node)
  else if (ts.isConditionalExpression(node))
    put(
      'turn a ternary',
      node,
      `!(${text(node.condition)}) ? ${text(node.whenFalse)} : ${text(node.whenTrue)}`,
    )
  else if (ts.isTemplateExpression(node)) template(place, node)
  else if (ts.isArrowFunction(node)) arrow(place, node)
  else if (ts.isFunctionExpression(node)) functionToArrow(place, node)
  else if (ts.isPrefixUnaryExpression(node)) deMorgan(place, node)
  else if (
    ts.isShorthandPropertyAssignment(node) &&
    !node.objectAssignmentInitializer &&
    !isPattern(place, node)
  )
    put('write a shorthand out', node, `${text(node.name)}: ${text(node.name)}`)
  else if (ts.isCallExpression(node) && text(node.expression) === 'Boolean' && node.arguments.length === 1)
    if (!ts.isSpreadElement(node.arguments[0]!) && !place.symbolOf(node.expression as ts.Identifier))
      put('Boolean to !!', node, `(!!(${text(node.arguments[0]!)}))`)
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) condition(place, node)
}

function binary(place: Place, node: ts.BinaryExpression): void {
  const { ts, text, put, isLiteral, isStill } = place
  const { left, right } = node
  const operator = text(node.operatorToken)
  const sides = [left, right].map(side => (isStill(side) ? text(side) : `(${text(side)})`))
  const isOneLiteral = isLiteral(left) || isLiteral(right)
  if (/^[!=]==$/.test(operator) && (isOneLiteral || (isStill(left) && isStill(right))))
    put('swap operands', node, `${sides[1]} ${operator} ${sides[0]}`)
  // With two objects the order in which they are asked for their values would be another.
  const turned = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }[operator]
  if (turned && isOneLiteral) put('turn a comparison', node, `${sides[1]} ${turned} ${sides[0]}`)
  if (/^[!=]=$/.test(operator) && right.kind === ts.SyntaxKind.NullKeyword && isStill(left)) {
    const [same, joined] = operator === '==' ? ['===', '||'] : ['!==', '&&']
    put(
      'null and undefined by name',
      node,
      `(${sides[0]} ${same} null ${joined} ${sides[0]} ${same} undefined)`,
    )
  }
  if (
    operator === '=' &&
    ts.isIdentifier(left) &&
    ts.isBinaryExpression(right) &&
    text(right.left) === left.text
  ) {
    const inner = text(right.operatorToken)
    if (/^(?:[-+*/%]|\*\*)$/.test(inner))
      put('assign in short', node, `${left.text} ${inner}= ${text(right.right)}`)
  }
  const [, long] = /^([-+*/%])=$/.exec(operator) ?? []
  if (long && ts.isIdentifier(left))
    put('assign at length', node, `${left.text} = ${left.text} ${long} (${text(right)})`)
  if (operator === '+' && ts.isStringLiteral(left) && place.isPlain(right) && !/[`\\$]/.test(text(left)))
    // Nothing else may be added before it.
    put('concatenation to template', node, `\`${left.text}\${${text(right)}}\``)
}

function condition(place: Place, node: ts.IfStatement | ts.ConditionalExpression): void {
  const { ts, text, put } = place
  const test = ts.isIfStatement(node) ? node.expression : node.condition
  if (!ts.isBinaryExpression(test)) return
  const other = { '&&': '||', '||': '&&' }[text(test.operatorToken)]
  if (other) put('De Morgan', test, `!(!(${text(test.left)}) ${other} !(${text(test.right)}))`)
}

function deMorgan(place: Place, node: ts.PrefixUnaryExpression): void {
  const { ts, text, put } = place
  if (node.operator !== ts.SyntaxKind.ExclamationToken || !ts.isParenthesizedExpression(node.operand)) return
  const inner = node.operand.expression
  if (!ts.isBinaryExpression(inner)) return
  const other = { '&&': '||', '||': '&&' }[text(inner.operatorToken)]
  if (other) put('De Morgan', node, `(!(${text(inner.left)}) ${other} !(${text(inner.right)}))`)
}

/** A text with values in it to texts that are added; of values whose text does not depend on how it is asked for. */
function template(place: Place, node: ts.TemplateExpression): void {
  const { ts, text, put } = place
  if (
    ts.isTaggedTemplateExpression(node.parent) ||
    !node.templateSpans.every(one => place.isPlain(one.expression))
  )
    return
  const parts = node.templateSpans.flatMap(one => [
    `(${text(one.expression)})`,
    ...(one.literal.text ? [JSON.stringify(one.literal.text)] : []),
  ])
  put('template to concatenation', node, `(${[JSON.stringify(node.head.text), ...parts].join(' + ')})`)
}

function arrow(place: Place, node: ts.ArrowFunction): void {
  const { ts, file, text, put, usesFunction } = place
  const { body } = node
  if (!ts.isBlock(body)) put('expression body to block', body, `{ return ${text(body)}; }`)
  else if (body.statements.length === 1) {
    const [only] = body.statements
    if (only && ts.isReturnStatement(only) && only.expression)
      put('block body to expression', body, `(${text(only.expression)})`)
  }
  if (!isOnlyCalled(place, node) || usesFunction(body) || node.parameters.some(usesFunction)) return
  const head = file.text.slice(node.getStart(file), node.equalsGreaterThanToken.getStart(file)).trim()
  const given = /^(?:async\s+)?[\w$]+$/.test(head) ? head.replace(/[\w$]+$/, '($&)') : head
  const start = given.startsWith('async')
    ? given.replace(/^async\s*/, 'async function ')
    : `function ${given}`
  put('arrow to function', node, `${start} ${ts.isBlock(body) ? text(body) : `{ return ${text(body)}; }`}`)
}

function functionToArrow(place: Place, node: ts.FunctionExpression): void {
  const { ts, file, text, put, usesFunction } = place
  if (node.name || node.asteriskToken || !isOnlyCalled(place, node)) return
  if (
    usesFunction(node.body) ||
    node.parameters.some(one => usesFunction(one) || text(one).startsWith('this'))
  )
    return
  const [first] = node.body.statements
  if (first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)) return
  const head = file.text.slice(node.getStart(file), node.body.getStart(file)).replace(/\bfunction\s*/, '')
  put('function to arrow', node, `${head.trim()} => ${text(node.body)}`)
}

/** Whether a function is handed to a method that only calls it. */
function isOnlyCalled({ ts }: Place, { parent }: ts.Expression): boolean {
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    CALLERS.test(parent.expression.name.text)
  )
}

/** Whether a literal is written to. */
function isPattern({ ts }: Place, node: ts.Node): boolean {
  return ts.findAncestor(node, one => ts.isBinaryExpression(one) && text(one) === '=') !== undefined
  function text(one: ts.BinaryExpression): string {
    return one.left.pos <= node.pos && node.end <= one.left.end ? one.operatorToken.getText() : ''
  }
}
