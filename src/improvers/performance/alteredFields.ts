import { ts } from 'ts-morph'
import { everyNode, functionAround, methodCall, type Reading } from './reading.ts'
import { isAssigned } from './uses.ts'

type Altered = { names: ReadonlySet<string>; any: boolean }

const known = new WeakMap<readonly ts.SourceFile[], Altered>()

/**
 * Whether a program computes a field of that name when it is read, or gives it another value than its first one, of whatever: what is
 * declared readonly may be such a field of a class that the declaration does not show. One walk through all files for all that is asked.
 */
export function isAlteredField({ files, checker }: Reading, name: string): boolean {
  const altered = known.get(files) ?? alteredIn(files, checker)
  known.set(files, altered)
  return altered.any || altered.names.has(name)
}

function alteredIn(files: readonly ts.SourceFile[], checker: ts.TypeChecker): Altered {
  const names = new Set<string>()
  let any = false
  for (const file of files)
    for (const node of everyNode(file)) {
      const found = alteredAt(node, checker)
      if (found === ANY) any = true
      else for (const name of found) names.add(name)
    }
  return { names, any }
}

/** Said of what gives a value to a field whose name is not written there. */
const ANY = Symbol('any field')

function alteredAt(node: ts.Node, checker: ts.TypeChecker): string[] | typeof ANY {
  if (ts.isAccessor(node)) return ts.isComputedPropertyName(node.name) ? [] : [node.name.getText()]
  if (ts.isPropertyDeclaration(node))
    return node.modifiers?.some(one => one.kind === ts.SyntaxKind.AccessorKeyword)
      ? [node.name.getText()]
      : []
  const called = methodCall(node)
  if (called) return givenBy(called, checker)
  const isMember = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
  if (!isMember || !isAssigned(node) || isFirstValue(node)) return []
  if (ts.isPropertyAccessExpression(node)) return [node.name.text]
  return keyOf(node.argumentExpression) ?? (isPlace(node, checker) ? [] : ANY)
}

/** `Object.assign(one, { name })`, `Object.defineProperty(one, 'name', ..)`, `Reflect.set(one, 'name', ..)`. */
function givenBy(
  { on, name, args }: NonNullable<ReturnType<typeof methodCall>>,
  checker: ts.TypeChecker,
): string[] | typeof ANY {
  const [target, ...given] = args
  const owner = on.getText()
  if (!target || !/^(?:Object|Reflect)$/.test(owner) || ts.isObjectLiteralExpression(target)) return []
  if (name === 'assign' || name === 'defineProperties') {
    const types = given.map(one => checker.getTypeAtLocation(one))
    const isTold = types.every(
      type => type.flags & ts.TypeFlags.Object && !type.getStringIndexType() && !type.isClassOrInterface(),
    )
    return isTold || given.every(ts.isObjectLiteralExpression)
      ? types.flatMap(type => type.getProperties().map(one => one.name))
      : ANY
  }
  if (name !== 'defineProperty' && name !== 'set') return []
  return (given[0] && keyOf(given[0])) ?? ANY
}

const keyOf = (key: ts.Expression) => (ts.isStringLiteralLike(key) ? [key.text] : null)

/** A place of a list, or a key of an object that has any keys: no field that is declared. */
function isPlace({ expression, argumentExpression }: ts.ElementAccessExpression, checker: ts.TypeChecker) {
  const key = checker.getTypeAtLocation(argumentExpression)
  const owner = checker.getTypeAtLocation(expression)
  const isNumber = (key.flags & ts.TypeFlags.NumberLike) !== 0
  const isSymbol = (key.flags & ts.TypeFlags.ESSymbolLike) !== 0
  return isNumber || isSymbol || (owner.getStringIndexType() !== undefined && !owner.getProperties().length)
}

/** `this.name = name` in a constructor. */
function isFirstValue({
  expression,
  parent,
}: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  const around = functionAround(parent)
  return (
    expression.kind === ts.SyntaxKind.ThisKeyword && around !== null && ts.isConstructorDeclaration(around)
  )
}
