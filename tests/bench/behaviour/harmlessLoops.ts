import type { ts } from 'ts-morph'
import type { Place } from './place.ts'

/** Refactorings of loops. */
export function refactorLoop(place: Place, node: ts.Node): void {
  const { ts, text, put } = place
  if (ts.isForStatement(node)) {
    indexToOf(place, node)
    if (!node.initializer && !node.incrementor)
      put(
        'for to while',
        node,
        `while (${node.condition ? text(node.condition) : 'true'}) ${text(node.statement)}`,
      )
    count(place, node)
  } else if (ts.isWhileStatement(node))
    put('while to for', node, `for (; ${text(node.expression)}; ) ${text(node.statement)}`)
  else if (ts.isForOfStatement(node)) ofToIndex(place, node)
}

/** `for (let i = 0; i < list.length; i++) { const one = list[i]; ... }` to `for (const one of list) { ... }`. */
function indexToOf(place: Place, node: ts.ForStatement): void {
  const { ts, text, put, placesOf } = place
  const { initializer, condition, incrementor, statement } = node
  if (!initializer || !ts.isVariableDeclarationList(initializer) || !ts.isBlock(statement)) return
  const [at, more] = initializer.declarations
  if (more || !at?.initializer || !ts.isIdentifier(at.name) || text(at.initializer) !== '0') return
  const index = at.name.text
  const [, list] = new RegExp(`^${index} < ([\\w$]+)\\.length$`).exec(condition ? text(condition) : '') ?? []
  if (!list || ![`${index}++`, `++${index}`].includes(incrementor ? text(incrementor) : '')) return
  const holder = (condition as ts.BinaryExpression).right as ts.PropertyAccessExpression
  if (!isList(place, holder.expression)) return
  const [first, ...others] = statement.statements
  const [one, another] = first && ts.isVariableStatement(first) ? first.declarationList.declarations : []
  if (!first || another || !one?.initializer || text(one.initializer) !== `${list}[${index}]`) return
  // The index is used for nothing else: at its declaration, in the condition, in the step, and here.
  if (placesOf(at.name)?.length !== 4 || !text(first).startsWith('const ') || one.type) return
  put(
    'index loop to for-of',
    node,
    `for (const ${text(one.name)} of ${list}) {\n${others.map(text).join('\n')}\n}`,
  )
}

/** Back again; the list's length is asked for at each turn, as its iterator does it. */
function ofToIndex(place: Place, node: ts.ForOfStatement): void {
  const { ts, text, put, fresh } = place
  const { initializer, expression, statement } = node
  if (node.awaitModifier || !ts.isVariableDeclarationList(initializer) || !isList(place, expression)) return
  const [one] = initializer.declarations
  if (!one || !text(initializer).startsWith('const ')) return
  const [at, list] = [fresh('index'), text(expression)]
  put(
    'for-of to index loop',
    node,
    `for (let ${at} = 0; ${at} < ${list}.length; ${at}++) { const ${text(one.name)} = ${list}[${at}]; ${place.block(statement)} }`,
  )
}

/** Whether a name always stands for the same array: by what it is set to, or by the type that it is declared with. */
function isList(place: Place, node: ts.Expression): boolean {
  const { ts, text, symbolOf } = place
  if (!ts.isIdentifier(node) || !place.isSteady(node)) return false
  const at = symbolOf(node)?.valueDeclaration
  if (!at || !(ts.isParameter(at) || ts.isVariableDeclaration(at))) return false
  if (ts.isParameter(at) && at.dotDotDotToken) return true
  if (at.type) {
    const optional = ts.isParameter(at) && at.questionToken
    const type = ts.isTypeOperatorNode(at.type) ? at.type.type : at.type
    return !optional && (ts.isArrayTypeNode(type) || /^(?:Readonly)?Array</.test(text(type)))
  }
  const made = at.initializer
  if (!made || ts.isParameter(at)) return false
  const gives = ts.isCallExpression(made) ? text(made.expression) : ''
  return ts.isArrayLiteralExpression(made) || /^(?:Object\.(?:keys|values|entries)|Array\.from)$/.test(gives)
}

/** `i++` to `i += 1` for what begins as a number and is only counted. */
function count(place: Place, node: ts.ForStatement): void {
  const { ts, text, put, placesOf } = place
  const { initializer, incrementor } = node
  if (!initializer || !ts.isVariableDeclarationList(initializer) || !incrementor) return
  const [at] = initializer.declarations
  if (!at?.initializer || !ts.isNumericLiteral(at.initializer) || !ts.isIdentifier(at.name)) return
  if (!ts.isPostfixUnaryExpression(incrementor) || text(incrementor) !== `${at.name.text}++`) return
  const counts = (one: ts.Node) =>
    ts.isPostfixUnaryExpression(one.parent) || ts.isPrefixUnaryExpression(one.parent) || one.parent === at
  const isWritten = (one: ts.Node) =>
    ts.isBinaryExpression(one.parent) && /^[^=!<>]*=$/.test(text(one.parent.operatorToken))
  if (placesOf(at.name)?.every(one => counts(one) || !isWritten(one)))
    put('count by one', incrementor, `${at.name.text} += 1`)
}
