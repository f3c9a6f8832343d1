import { ts } from 'ts-morph'
import { isFreshArray } from './arrays.ts'
import { isOnlyRead } from './handled.ts'
import { everyNode, functionAround, outer, type Reading } from './reading.ts'
import { isAssigned, isConstant, type Named, usesOf } from './uses.ts'

/** Whether a list is made here, is nobody else's, and is the same as long as it is there: all that ever has it only looks at it. */
export function isNeverAltered(reading: Reading, list: Named): boolean {
  if (!ts.isVariableDeclaration(list) || !list.initializer || !isConstant(reading, list)) return false
  if (!isFreshArray(reading, list.initializer) || !isOwn(reading, list)) return false
  return isRead(reading, list.name, new Set())
}

/** What stands at the top of a script is there for all others, and of a module what it exports. */
function isOwn({ file }: Reading, list: ts.VariableDeclaration): boolean {
  if (functionAround(list)) return true
  const isExported = ts.getCombinedModifierFlags(list) & ts.ModifierFlags.Export
  return ts.isExternalModule(file) && !isExported
}

/** Whether each use of a name only looks at the list, or hands it to a function of the file that does no more. */
function isRead(reading: Reading, name: ts.Identifier, known: Set<ts.Node>): boolean {
  if (known.has(name)) return true
  known.add(name)
  return usesOf(reading, name).every(use => {
    if (isOnlyRead(use)) return true
    const parameter = parameterFor(reading, use)
    return parameter !== null && isRead(reading, parameter, known)
  })
}

/** The name under which a function that is declared in the file gets what is handed to it; null where it may get hold of it otherwise. */
function parameterFor(reading: Reading, use: ts.Identifier): ts.Identifier | null {
  const argument = outer(use)
  const call = argument.parent
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return null
  const place = call.arguments.indexOf(argument as ts.Expression)
  const called = functionNamed(reading, call.expression)
  if (!called || place < 0 || call.arguments.slice(0, place).some(ts.isSpreadElement)) return null
  const before = called.parameters.slice(0, place + 1)
  const name = before[place]?.name
  if (before.some(one => one.dotDotDotToken) || !name || !ts.isIdentifier(name)) return null
  const isOtherwise = everyNode(called).some(
    one => ts.isIdentifier(one) && (one.text === 'arguments' || (one.text === name.text && isAssigned(one))),
  )
  return isOtherwise ? null : name
}

/** The one function of the file that a name stands for, whatever happens. */
function functionNamed(
  reading: Reading,
  name: ts.Identifier,
): ts.FunctionDeclaration | ts.ArrowFunction | null {
  const [declared, ...others] = reading.checker.getSymbolAtLocation(name)?.declarations ?? []
  if (!declared || others.length || declared.getSourceFile() !== reading.file) return null
  if (ts.isFunctionDeclaration(declared)) {
    const isSure = declared.name && declared.body && !usesOf(reading, declared.name).some(isAssigned)
    return isSure ? declared : null
  }
  if (!ts.isVariableDeclaration(declared) || !ts.isIdentifier(declared.name)) return null
  const { initializer } = declared
  const isSure = initializer && ts.isArrowFunction(initializer) && isConstant(reading, declared as Named)
  return isSure ? initializer : null
}
