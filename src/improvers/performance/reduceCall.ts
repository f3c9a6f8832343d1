import { ts } from 'ts-morph'
import { isArray } from './arrays.ts'
import { bare, everyNode, functionAround, methodCall, type Reading } from './reading.ts'
import { isAssigned, usesOf } from './uses.ts'

/** `list.reduce((sum, one, ..) => .., start)` on a list that certainly is an array. */
export type Reduction = {
  call: ts.CallExpression
  list: ts.Expression
  callback: ts.ArrowFunction | ts.FunctionExpression
  sum: ts.ParameterDeclaration & { name: ts.Identifier }
  /** Every place in the callback that names the accumulator. */
  uses: ts.Identifier[]
  start: ts.Expression
}

/** The reductions of a file of which everything is known that happens to the accumulator. */
export function reductionsIn(reading: Reading): Reduction[] {
  return everyNode(reading.file).flatMap(node => {
    const called = methodCall(node)
    if (called?.name !== 'reduce' || called.args.length !== 2) return []
    const [callback, start] = called.args as [ts.Expression, ts.Expression]
    if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return []
    // One with a name may be called by it, with a list that others have.
    if (callback.asteriskToken || callback.modifiers?.length || callback.name) return []
    const [sum] = callback.parameters
    if (!sum || !ts.isIdentifier(sum.name) || sum.initializer || sum.dotDotDotToken) return []
    if (callback.parameters.some(one => one.dotDotDotToken) || readsArguments(callback)) return []
    if (!isArray(reading, called.on)) return []
    const uses = usesOf(reading, sum.name)
    // A function within it could keep the accumulator for later.
    if (uses.some(use => isAssigned(use) || functionAround(use) !== callback)) return []
    const named = sum as Reduction['sum']
    return [{ call: called.call, list: called.on, callback, sum: named, uses, start: bare(start) }]
  })
}

/** What a callback gives in each case; null where it may end without giving anything. */
export function resultsOf(callback: Reduction['callback']): ts.Expression[] | null {
  const { body } = callback
  if (!ts.isBlock(body)) return [body]
  if (!isEnd(body)) return null
  const returns = everyNode(body).filter(ts.isReturnStatement)
  const own = returns.filter(one => functionAround(one) === callback)
  return own.every(one => one.expression) ? own.map(one => one.expression!) : null
}

/** Whether nothing can come after a statement: it returns or throws, whatever it is asked. */
function isEnd(statement: ts.Statement | undefined): boolean {
  if (!statement) return false
  if (ts.isBlock(statement)) return isEnd(statement.statements.at(-1))
  if (ts.isIfStatement(statement)) return isEnd(statement.thenStatement) && isEnd(statement.elseStatement)
  return ts.isReturnStatement(statement) || ts.isThrowStatement(statement)
}

function readsArguments(callback: ts.Node): boolean {
  return everyNode(callback).some(node => ts.isIdentifier(node) && node.text === 'arguments')
}
