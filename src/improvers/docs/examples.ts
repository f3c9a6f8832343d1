import { posix } from 'node:path'
import { ts } from 'ts-morph'
import type { SourceFile } from '../../model/finding.ts'
import { isPrintable } from './code.ts'
import { parse } from './parse.ts'

/** A call with the value that a test says it has, and where the test says so. */
export type Example = { call: string; value: string; node: ts.Node; path: string }

const EQUAL =
  /^(?:(?:assert|t|expect|chai\.assert)\.)?(?:equal|equals|strictEqual|deepEqual|deepStrictEqual|is|same|deepEquals)$/
const MATCHERS = new Set(['toBe', 'toEqual', 'toStrictEqual'])
const WIDEST = 76
const MOST = 2

/**
 * Examples by module and exported name, read from test files. Only a call with literal arguments whose
 * expected value is a literal too, through a binding that is imported straight from the module and that
 * nothing in the test file redeclares, spies on or mocks.
 */
export function examplesOf(
  tests: SourceFile[],
  files: SourceFile[],
): (path: string, name: string) => Example[] {
  const known = new Set(files.map(file => file.path))
  const users = new Map<string, SourceFile[]>()
  for (const test of tests) {
    for (const [, specifier] of test.text.matchAll(/(?:from|require\(|import\()\s*['"](\.[^'"]*)['"]/g)) {
      const target = resolve(test.path, specifier!, known)
      if (target !== null && !users.get(target)?.includes(test))
        users.set(target, [...(users.get(target) ?? []), test])
    }
  }
  const read = new Map<string, Map<string, Example[]>>()
  return (path, name) => {
    let byName = read.get(path)
    if (!byName) {
      byName = new Map()
      for (const test of users.get(path) ?? []) readTest(test, path, known, byName)
      read.set(path, byName)
    }
    return (byName.get(name) ?? []).slice(0, MOST)
  }
}

/** The file that a relative import means; `.js` may stand for `.ts`, and a folder for its index. */
function resolve(from: string, specifier: string, known: Set<string>): string | null {
  const base = posix.join(posix.dirname(from), specifier)
  const bare = base.replace(/\.([cm]?)jsx?$/, '.$1ts')
  const tries = [base, bare, `${bare}x`]
  for (const end of [
    '.ts',
    '.tsx',
    '.js',
    '.mjs',
    '.cjs',
    '.jsx',
    '/index.ts',
    '/index.js',
    '/index.mjs',
    '/index.cjs',
  ])
    tries.push(base + end)
  return tries.find(path => known.has(path)) ?? null
}

function readTest(test: SourceFile, path: string, known: Set<string>, byName: Map<string, Example[]>): void {
  const tree = parse(test)
  if (!tree || /\b(jest|vi|mock)\.(mock|spyOn|useFakeTimers)|\bsinon\b|useFakeTimers/.test(test.text)) return
  const bindings = bindingsOf(tree, test.path, path, known)
  if (bindings.size === 0) return
  const visit = (node: ts.Node, isSkipped: boolean): void => {
    const isOff =
      isSkipped ||
      (ts.isCallExpression(node) &&
        /\.(skip|todo|failing|fails|only\.failing)$|^x(it|describe|test)$/.test(node.expression.getText()))
    if (!isOff && ts.isCallExpression(node)) {
      const found = assertion(node)
      if (found) {
        const name = exportedName(found.call.expression, bindings)
        const example = name === null ? null : written(found.call, found.value, name, test.path)
        const list = example ? (byName.get(name!) ?? []) : []
        if (example && !list.some(other => other.call === example.call || other.value === example.value))
          byName.set(name!, [...list, example])
      }
    }
    ts.forEachChild(node, child => visit(child, isOff))
  }
  visit(tree, false)
}

/** Local name to exported name; `*` for the whole module. */
function bindingsOf(
  tree: ts.SourceFile,
  from: string,
  path: string,
  known: Set<string>,
): Map<string, string> {
  const bindings = new Map<string, string>()
  const isTarget = (node: ts.Node | undefined): boolean =>
    node !== undefined &&
    ts.isStringLiteral(node) &&
    node.text.startsWith('.') &&
    resolve(from, node.text, known) === path
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement) && isTarget(statement.moduleSpecifier)) {
      const clause = statement.importClause
      if (clause?.name) bindings.set(clause.name.text, 'default')
      const named = clause?.namedBindings
      if (named && ts.isNamespaceImport(named)) bindings.set(named.name.text, '*')
      if (named && ts.isNamedImports(named))
        for (const one of named.elements) bindings.set(one.name.text, (one.propertyName ?? one.name).text)
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (
          !initializer ||
          !ts.isCallExpression(initializer) ||
          initializer.expression.getText() !== 'require' ||
          !isTarget(initializer.arguments[0])
        )
          continue
        if (ts.isIdentifier(name)) bindings.set(name.text, '*')
        if (ts.isObjectBindingPattern(name))
          for (const one of name.elements)
            if (ts.isIdentifier(one.name))
              bindings.set(one.name.text, (one.propertyName ?? one.name).getText())
      }
    }
  }
  const declared = new Map<string, number>()
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node)
    if (isDeclaration && node.name && ts.isIdentifier(node.name))
      declared.set(node.name.text, (declared.get(node.name.text) ?? 0) + 1)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  for (const name of bindings.keys()) if (declared.get(name) !== 1) bindings.delete(name)
  return bindings
}

function exportedName(callee: ts.Expression, bindings: Map<string, string>): string | null {
  if (ts.isIdentifier(callee)) {
    const name = bindings.get(callee.text)
    return name === '*' ? 'default' : (name ?? null)
  }
  const isMember =
    ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    bindings.get(callee.expression.text) === '*'
  return isMember ? callee.name.text : null
}

/** The call and the literal that an assertion compares. */
function assertion(node: ts.CallExpression): { call: ts.CallExpression; value: ts.Expression } | null {
  const { expression } = node
  if (
    ts.isPropertyAccessExpression(expression) &&
    MATCHERS.has(expression.name.text) &&
    node.arguments.length === 1
  ) {
    const subject = expression.expression
    if (
      !ts.isCallExpression(subject) ||
      subject.expression.getText() !== 'expect' ||
      subject.arguments.length !== 1
    )
      return null
    return sides(subject.arguments[0]!, node.arguments[0]!)
  }
  if (!EQUAL.test(expression.getText()) || node.arguments.length < 2) return null
  return sides(node.arguments[0]!, node.arguments[1]!)
}

function sides(
  actual: ts.Expression,
  expected: ts.Expression,
): { call: ts.CallExpression; value: ts.Expression } | null {
  const call = ts.isAwaitExpression(actual) ? actual.expression : actual
  return ts.isCallExpression(call) && isLiteral(expected) && call.arguments.every(isLiteral)
    ? { call, value: expected }
    : null
}

function isLiteral(node: ts.Expression): boolean {
  if (ts.isStringLiteral(node) || ts.isNumericLiteral(node) || ts.isRegularExpressionLiteral(node))
    return true
  if (/^(true|false|null|undefined)$/.test(node.getText())) return true
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.MinusToken && isLiteral(node.operand)
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral)
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.every(
      one =>
        ts.isPropertyAssignment(one) && !ts.isComputedPropertyName(one.name) && isLiteral(one.initializer),
    )
  )
}

function written(call: ts.CallExpression, value: ts.Expression, name: string, path: string): Example | null {
  const isAwaited = ts.isAwaitExpression(call.parent)
  const shown = name === 'default' ? call.expression.getText() : name
  const text = `${isAwaited ? 'await ' : ''}${shown}(${call.arguments.map(argument => argument.getText()).join(', ')})`
  const result = value.getText()
  // Giving back what was given shows nothing.
  if (call.arguments.some(argument => argument.getText() === result)) return null
  if (text.length + result.length + 4 > WIDEST || !isPrintable(text) || !isPrintable(result)) return null
  return { call: text, value: result, node: call.parent, path }
}
