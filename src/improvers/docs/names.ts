import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { type FileNames, written } from './file.ts'

/** `isDefault`: what a caller gave stays in it, and only what was left out is filled in. */
type Write = { root: string; path: string; at: number; isDefault?: boolean }
type Local = { value: ts.Expression; at: number }

/**
 * What identifiers mean inside one function, in the words of those who call it. A name that is declared
 * twice anywhere in it means nothing here: better to say nothing than to mistake one for the other.
 */
export type Names = {
  file: FileNames
  fn: ts.FunctionLikeDeclaration
  /** A parameter's binding and what a caller calls it: `timeout` of `({ timeout })` is `timeout`; null when it has no such name. */
  called: Map<string, string | null>
  /** Locals that never change, with their values. */
  locals: Map<string, Local>
  /** Every name that is declared in the function, at any depth. */
  declared: Map<string, number>
  writes: Write[]
  /** Calls that may change an object: its root, where; `*` stands for everything reachable from `this`. */
  touched: { root: string; at: number }[]
}

const QUIET_METHODS = new Set(
  'trim slice includes indexOf lastIndexOf startsWith endsWith test charAt charCodeAt codePointAt at has get keys values entries toLowerCase toUpperCase split join concat toString match replace replaceAll substring padStart padEnd every some find findIndex map filter hasOwnProperty getTime isInteger isSafeInteger isFinite isNaN isArray'.split(
    ' ',
  ),
)
const QUIET_OBJECTS = new Set('Object Number Array String Boolean Math JSON Buffer Symbol Reflect'.split(' '))
const QUIET_FUNCTIONS =
  /^(is|has)[A-Z]|^(String|Number|Boolean|BigInt|parseInt|parseFloat|isNaN|isFinite|Symbol|encodeURIComponent|decodeURIComponent)$/

/** Reads the names of a function; `called` replaces the parameters' own names where it is a helper called by another. */
export function namesOf(
  file: FileNames,
  fn: ts.FunctionLikeDeclaration,
  called?: Map<string, string | null>,
): Names {
  const names: Names = {
    file,
    fn,
    called: called ?? new Map(),
    locals: new Map(),
    declared: new Map(),
    writes: [],
    touched: [],
  }
  const count = (name: string): void => {
    names.declared.set(name, (names.declared.get(name) ?? 0) + 1)
  }
  const bind = (name: ts.BindingName, path: string | null, isParameter: boolean): void => {
    if (ts.isIdentifier(name)) {
      count(name.text)
      if (isParameter && !called) names.called.set(name.text, path)
      return
    }
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) continue
      const key = ts.isObjectBindingPattern(name) && !element.dotDotDotToken ? keyOf(element) : null
      const inner = key === null || path === null ? null : path === '' ? key : `${path}.${key}`
      bind(element.name, inner, isParameter)
    }
  }
  for (const parameter of fn.parameters) {
    const own = ts.isIdentifier(parameter.name) ? parameter.name.text : ''
    bind(parameter.name, own, true)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) {
      bind(node.name, null, false)
      if (node.initializer) readLocal(names, node, node.initializer)
    } else if (ts.isParameter(node) && node.parent !== fn) bind(node.name, null, false)
    else if (
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isFunctionExpression(node)) &&
      node.name &&
      node !== fn
    )
      count(node.name.text)
    const target = written(node)
    if (target) noteWrite(names, target, node)
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) noteCall(names, node)
    if (ts.isAwaitExpression(node)) names.touched.push({ root: 'this', at: node.getStart() })
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(fn, visit)
  noteAliases(names)
  for (const [name, local] of names.locals) {
    if (
      names.declared.get(name) !== 1 ||
      names.writes.some(write => write.path === name && write.at !== local.at)
    )
      names.locals.delete(name)
  }
  return names
}

/** Whether a parameter's binding still holds, at an offset, what the caller gave. */
export function isAsGiven(names: Names, name: string, at: number): boolean {
  return (
    names.declared.get(name) === 1 &&
    !names.writes.some(write => write.path === name && write.at < at && !write.isDefault)
  )
}

/** Whether nothing before an offset can have changed a property of the object that a name holds. */
export function isUntouched(names: Names, root: string, at: number): boolean {
  return (
    !names.writes.some(write => write.root === root && write.at < at && !write.isDefault) &&
    !names.touched.some(touch => touch.root === root && touch.at < at)
  )
}

/** The identifier (or `this`) at the bottom of `a.b[c].d`; null when it is something else. */
export function rootOf(node: ts.Expression): string | null {
  let at = bare(node)
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = bare(at.expression)
  if (at.kind === ts.SyntaxKind.ThisKeyword) return 'this'
  return ts.isIdentifier(at) ? at.text : null
}

function keyOf(element: ts.BindingElement): string | null {
  const key = element.propertyName ?? element.name
  if (ts.isIdentifier(key) || (ts.isStringLiteral(key) && /^\w+$/.test(key.text))) return key.text
  return null
}

function readLocal(names: Names, declaration: ts.VariableDeclaration, initializer: ts.Expression): void {
  // The head of a for-of or for-in has no initialiser of its own, and a for loop's variable changes.
  if (ts.isForStatement(declaration.parent.parent)) return
  const at = declaration.getStart()
  if (ts.isIdentifier(declaration.name)) {
    names.locals.set(declaration.name.text, { value: initializer, at })
  } else if (ts.isObjectBindingPattern(declaration.name)) {
    for (const element of declaration.name.elements) {
      const key = keyOf(element)
      if (key === null || element.dotDotDotToken || element.initializer || !ts.isIdentifier(element.name))
        continue
      const value = ts.factory.createPropertyAccessExpression(initializer, key)
      names.locals.set(element.name.text, { value, at })
    }
  }
}

/** What is done to a local that stands for a part of something is done to that as well. */
function noteAliases(names: Names): void {
  for (const [name, local] of names.locals) {
    const value = bare(local.value)
    const root = rootOf(ts.isBinaryExpression(value) ? value.left : value)
    if (root === null || root === name) continue
    for (const write of [...names.writes])
      if (write.root === name && write.path !== name) names.writes.push({ ...write, root, path: `${root}.` })
    for (const touch of [...names.touched]) if (touch.root === name) names.touched.push({ ...touch, root })
  }
}

function noteWrite(names: Names, target: ts.Expression, node: ts.Node): void {
  const at = node.getStart()
  if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    const visit = (child: ts.Node): void => {
      if (ts.isIdentifier(child)) names.writes.push({ root: child.text, path: child.text, at })
      ts.forEachChild(child, visit)
    }
    visit(target)
    return
  }
  const root = rootOf(target)
  if (root === null) return
  names.writes.push({
    root,
    path: ts.isIdentifier(target) ? root : `${root}.`,
    at,
    isDefault: isDefaulting(target, node),
  })
}

/** `options = options || {}` and `options = { timeout: 1, ...options }`. */
function isDefaulting(target: ts.Expression, node: ts.Node): boolean {
  if (!ts.isIdentifier(target) || !ts.isBinaryExpression(node)) return false
  const value = bare(node.right)
  const isNothing = (one: ts.Expression): boolean =>
    ts.isObjectLiteralExpression(one) && one.properties.length === 0
  const { kind } = node.operatorToken
  if (kind === ts.SyntaxKind.BarBarEqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken)
    return isNothing(value)
  if (kind !== ts.SyntaxKind.EqualsToken) return false
  if (ts.isBinaryExpression(value)) {
    const { kind: inner } = value.operatorToken
    const isFallback = inner === ts.SyntaxKind.BarBarToken || inner === ts.SyntaxKind.QuestionQuestionToken
    return isFallback && bare(value.left).getText() === target.text && isNothing(bare(value.right))
  }
  const last = ts.isObjectLiteralExpression(value) ? value.properties.at(-1) : undefined
  return last !== undefined && ts.isSpreadAssignment(last) && last.expression.getText() === target.text
}

function noteCall(names: Names, node: ts.CallExpression | ts.NewExpression): void {
  const at = node.getStart()
  const callee = bare(node.expression)
  if (ts.isCallExpression(node)) {
    if (ts.isPropertyAccessExpression(callee)) {
      const isQuiet = QUIET_METHODS.has(callee.name.text)
      const owner = rootOf(callee.expression)
      if (!isQuiet && owner !== null) names.touched.push({ root: owner, at })
      if (isQuiet || (owner !== null && QUIET_OBJECTS.has(owner))) return
    } else if (callee.kind === ts.SyntaxKind.SuperKeyword) {
      names.touched.push({ root: 'this', at })
    } else if (ts.isIdentifier(callee) && QUIET_FUNCTIONS.test(callee.text)) return
  }
  for (const argument of node.arguments ?? []) {
    const root = rootOf(ts.isSpreadElement(argument) ? argument.expression : argument)
    if (root !== null) names.touched.push({ root, at })
  }
}
