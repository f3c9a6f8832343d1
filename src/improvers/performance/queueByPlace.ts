import { ts } from 'ts-morph'
import { isFreshArray } from './arrays.ts'
import { layoutOf } from './layout.ts'
import { bare, everyNode, functionAround, isWithin, methodCall, outer, type Reading } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { freshName, isConstant, type Named, usesOf } from './uses.ts'

/** `while (queue.length) { const one = queue.shift() .. }`: what is left moves up by one place each time. */
export const queueByPlace: Rewrite = {
  name: 'queue-place',
  says: 'go through the queue by place instead of shifting it',
  worth:
    'Each shift moves all that is left by one place, which for long queues takes as long as they are; a place is only counted up.',
  holds: [
    'the queue is a new list that nobody else has, and nothing but this loop looks at it',
    'each turn takes the first one out and may only put others behind, and the loop ends when there is none left',
  ],
  hint: /\.shift\(\)/,
  sitesIn: reading =>
    everyNode(reading.file).flatMap(node => (ts.isWhileStatement(node) ? (siteOf(reading, node) ?? []) : [])),
}

function siteOf(reading: Reading, loop: ts.WhileStatement): Site | null {
  const { file, text } = reading
  const queue = queueOf(reading, loop)
  if (!queue) return null
  const uses = usesOf(reading, queue.name)
  const asked = uses.filter(use => isWithin(use, loop.expression))
  const shifts = uses.filter(use => callOn(use, 'shift') !== null)
  const [shift] = shifts
  const call = shift ? callOn(shift, 'shift') : null
  if (asked.length !== 1 || shifts.length !== 1 || !call || call.arguments.length || !isFirst(call, loop))
    return null
  const isHarmless = (use: ts.Identifier) => {
    const pushed = callOn(use, 'push')
    return pushed !== null && isUnheard(pushed) && !isWithin(use, loop.expression)
  }
  const others = uses.filter(use => use !== shift && use !== asked[0])
  const home = functionAround(queue)
  const isInside = (use: ts.Identifier) =>
    use.pos < loop.end && (use.pos < loop.pos ? functionAround(use) === home : true)
  if (!others.every(use => isHarmless(use) && isInside(use))) return null
  const place = freshName(reading, 'place')
  const name = queue.name.text
  const start = loop.getStart(file)
  const line = text.lastIndexOf('\n', start) + 1
  const indent = text.slice(line, start)
  if (/\S/.test(indent)) return null
  const { end, line: newline } = layoutOf(text)
  const puts: Put[] = [
    { start, end: start, text: `let ${place} = 0${end}${newline}${indent}` },
    { start: loop.expression.getStart(file), end: loop.expression.end, text: `${place} < ${name}.length` },
    { start: call.getStart(file), end: call.end, text: `${name}[${place}++]` },
  ]
  return { node: loop, puts, seen: `${name} is shifted in each turn` }
}

/** The list whose length a loop asks for, where it is made in the block of the loop and nobody else has it. */
function queueOf(reading: Reading, loop: ts.WhileStatement): Named | null {
  const condition = bare(loop.expression)
  const isAbove =
    ts.isBinaryExpression(condition) &&
    /^(?:> 0|!== 0|>= 1)$/.test(`${condition.operatorToken.getText()} ${condition.right.getText()}`)
  const length = isAbove ? bare(condition.left) : condition
  if (!ts.isPropertyAccessExpression(length) || length.name.text !== 'length' || length.questionDotToken)
    return null
  const name = bare(length.expression)
  const [declaration] = ts.isIdentifier(name)
    ? (reading.checker.getSymbolAtLocation(name)?.declarations ?? [])
    : []
  if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name))
    return null
  const queue = declaration as Named & ts.VariableDeclaration
  const isBeside = ts.isVariableStatement(queue.parent.parent) && queue.parent.parent.parent === loop.parent
  const isOwn =
    queue.initializer !== undefined && isFreshArray(reading, queue.initializer) && isConstant(reading, queue)
  return isBeside && isOwn && ts.isBlock(loop.parent) && functionAround(queue) ? queue : null
}

function callOn(use: ts.Identifier, method: string): ts.CallExpression | null {
  const { parent } = outer(use)
  const isMember =
    ts.isPropertyAccessExpression(parent) && parent.name.text === method && !parent.questionDotToken
  const call =
    isMember && ts.isCallExpression(parent.parent) && !parent.parent.questionDotToken ? parent.parent : null
  return call?.expression === parent ? call : null
}

/** Whether nobody looks at what a call gives. */
function isUnheard({ parent }: ts.CallExpression): boolean {
  if (ts.isExpressionStatement(parent)) return true
  return ts.isArrowFunction(parent) && methodCall(parent.parent)?.name === 'forEach'
}

/** Whether a call stands in the first statement of a loop's block and is sure to run in each turn. */
function isFirst(call: ts.CallExpression, { statement }: ts.WhileStatement): boolean {
  if (!ts.isBlock(statement)) return false
  const [first] = statement.statements
  if (!first || !ts.isVariableStatement(first)) return false
  const [declaration, ...others] = first.declarationList.declarations
  return !others.length && declaration?.initializer !== undefined && bare(declaration.initializer) === call
}
