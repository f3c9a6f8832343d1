import type { ts } from 'ts-morph'
import { foldText, unwrapped } from './foldText.ts'
import type { ParsedCode } from './parseCode.ts'
import { type Origin, reachOf } from './reaches.ts'

/** Names of the object that has all globals. */
const GLOBAL = new Set(['globalThis', 'global', 'window', 'self', 'top', 'parent', 'frames'])
/** An alias of an alias of an alias; more is a riddle, and then it may be anything. */
const DEEPEST = 30

/** No name of ours is longer. */
const LONGEST_PATH = 8
/** Values of one name that are followed; what is assigned is a finding of its own wherever it stands. */
const MOST_VALUES = 20

export type FindOrigin = (node: ts.Node) => Origin | null

/** Tells where values come from, through imports, `require`, destructuring, aliases, assignments and globals by computed names. */
export function originFinder(code: ParsedCode): FindOrigin {
  const { ts } = code
  const known = new Map<ts.Node, Origin | null>()
  const assigned = assignments(code)
  const find = (node: ts.Node, depth: number): Origin | null => {
    if (depth > DEEPEST) return { module: null, path: ['*'] }
    const bare = ts.isExpression(node) ? unwrapped(ts, node) : node
    const before = known.get(bare)
    if (before !== undefined) return before
    // While it is looked for, an alias of itself is nothing.
    known.set(bare, null)
    const found = plain(look(bare, ts.isIdentifier(bare) ? depth + 1 : depth))
    known.set(bare, found)
    return found
  }
  const step = (from: ts.Node, name: string | null, depth: number): Origin | null => {
    const origin = find(from, depth)
    return origin && { module: origin.module, path: [...origin.path.slice(0, LONGEST_PATH), name ?? '*'] }
  }
  const look = (node: ts.Node, depth: number): Origin | null => {
    if (ts.isIdentifier(node)) return ofName(node, depth)
    if (ts.isBindingElement(node)) return ofBinding(node, depth)
    if (ts.isPropertyAccessExpression(node)) return step(node.expression, node.name.text, depth)
    if (ts.isElementAccessExpression(node))
      return step(node.expression, foldText(code, node.argumentExpression), depth)
    if (ts.isMetaProperty(node)) return { module: null, path: ['import', 'meta'] }
    if (ts.isCallExpression(node)) return ofCall(node, depth)
    if (ts.isConditionalExpression(node))
      return worst([node.whenTrue, node.whenFalse].map(one => find(one, depth)))
    if (ts.isBinaryExpression(node) && isEither(ts, node.operatorToken.kind))
      return worst([node.left, node.right].map(one => find(one, depth)))
    return null
  }
  const ofName = (node: ts.Identifier, depth: number): Origin | null => {
    const symbol = code.symbolOf(node)
    const declarations = symbol?.declarations?.filter(one => !ts.isSourceFile(one)) ?? []
    if (!symbol || declarations.length === 0) return { module: null, path: [node.text] }
    const values = assigned.get(symbol) ?? []
    // In a script a bare `var fetch` leaves the global one.
    if (values.length === 0 && declarations.every(one => isBareVar(ts, one)))
      return { module: null, path: [node.text] }
    return worst([
      ...declarations.map(one => ofDeclaration(one, depth)),
      ...values.map(one => find(one, depth)),
    ])
  }
  const ofDeclaration = (node: ts.Node, depth: number): Origin | null => {
    if (ts.isBindingElement(node)) return find(node, depth)
    if (ts.isVariableDeclaration(node) || ts.isParameter(node))
      return node.initializer ? find(node.initializer, depth) : null
    return ofImport(ts, node)
  }
  const ofBinding = (node: ts.BindingElement, depth: number): Origin | null => {
    const whole = node.parent.parent
    const from = ts.isBindingElement(whole) ? whole : whole.initializer
    const name = node.propertyName ?? node.name
    if (from && ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken) {
      const key = ts.isComputedPropertyName(name)
        ? foldText(code, name.expression)
        : ts.isIdentifier(name) || ts.isStringLiteralLike(name)
          ? name.text
          : null
      const origin = step(from, key, depth)
      if (origin) return origin
    }
    if (from && node.dotDotDotToken) return find(from, depth)
    return node.initializer ? find(node.initializer, depth) : null
  }
  const ofCall = (node: ts.CallExpression, depth: number): Origin | null => {
    const [first, second] = node.arguments
    const literal = foldText(code, first)
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword)
      return literal === null ? null : ofModule(literal)
    const callee = find(node.expression, depth)
    if (!callee) return null
    const name = [callee.module, ...callee.path].join('.')
    if (/^(?:\.require|\.process\.getBuiltinModule)$/.test(name))
      return literal === null ? null : ofModule(literal)
    if (name === 'module.createRequire') return { module: null, path: ['require'] }
    if (name === '.Reflect.get' && first) return step(first, foldText(code, second), depth)
    return callee.path.at(-1) === 'bind' ? { ...callee, path: callee.path.slice(0, -1) } : null
  }
  return node => find(node, 0)
}

/** Of several things that a value may be, the one that reaches most. */
function worst(origins: (Origin | null)[]): Origin | null {
  const all = origins.filter(one => one !== null)
  return (
    all.find(one => isGlobalObject(one) || leads(one)) ??
    all.find(one => reachOf(one) !== null) ??
    all[0] ??
    null
  )
}

function leads({ module, path }: Origin): boolean {
  return module === null && path.length === 1 && /^(?:process|require|eval|Function)$/.test(path[0] ?? '')
}

/** What is assigned to names after their declaration: `let f; f = require('fs')`. */
function assignments({ ts, file, symbolOf }: ParsedCode): Map<ts.Symbol, ts.Expression[]> {
  const found = new Map<ts.Symbol, ts.Expression[]>()
  const visit = (node: ts.Node) => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
      ts.isIdentifier(node.left)
    ) {
      const symbol = symbolOf(node.left)
      const values = symbol && (found.get(symbol) ?? [])
      if (symbol && values && values.length < MOST_VALUES) found.set(symbol, [...values, node.right])
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isBareVar(ts: ParsedCode['ts'], node: ts.Declaration): boolean {
  if (!ts.isVariableDeclaration(node) || node.initializer) return false
  return (
    (ts.getCombinedNodeFlags(node) & ts.NodeFlags.BlockScoped) === 0 &&
    ts.isVariableStatement(node.parent.parent)
  )
}

function isEither(ts: ParsedCode['ts'], kind: ts.SyntaxKind): boolean {
  const { BarBarToken, AmpersandAmpersandToken, QuestionQuestionToken, EqualsToken } = ts.SyntaxKind
  return [BarBarToken, AmpersandAmpersandToken, QuestionQuestionToken, EqualsToken].includes(kind as never)
}

function ofImport(ts: ParsedCode['ts'], node: ts.Node): Origin | null {
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference } = node
    const text = ts.isExternalModuleReference(moduleReference) && moduleReference.expression
    return text && ts.isStringLiteralLike(text) ? ofModule(text.text) : null
  }
  let declaration = node
  while (!ts.isImportDeclaration(declaration)) {
    if (!declaration.parent || ts.isStatement(declaration)) return null
    declaration = declaration.parent
  }
  if (!ts.isStringLiteralLike(declaration.moduleSpecifier)) return null
  const { module } = ofModule(declaration.moduleSpecifier.text)
  const path = ts.isImportSpecifier(node) ? [(node.propertyName ?? node.name).text] : []
  return { module, path }
}

function ofModule(name: string): Origin {
  return { module: name.replace(/^node:/, ''), path: [] }
}

/** Different ways to the same thing become one: `globalThis.process.env` and `import { env } from 'process'`. */
function plain(origin: Origin | null): Origin | null {
  if (!origin) return null
  let { module, path } = origin
  while (path[0] === 'default' && module !== null) path = path.slice(1)
  if (module === 'process') {
    path = ['process', ...path]
    module = null
  }
  if (module !== null) return { module, path }
  while (path.length > 1 && GLOBAL.has(path[0] ?? '')) path = path.slice(1)
  const [first, second, third] = path
  if (first === 'module' && second === 'require') path = path.slice(1)
  if (first === 'process' && second === 'mainModule' && third === 'require') path = path.slice(2)
  if (first === 'require' && second === 'main' && third === 'require') path = path.slice(2)
  return { module, path }
}

/** Whether a value is the object of all globals itself. */
export function isGlobalObject({ module, path }: Origin): boolean {
  return module === null && path.length === 1 && GLOBAL.has(path[0] ?? '')
}
