import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { exportedNames, isExported, isExportsObject } from './exported.ts'
import { isPublicName, isPublicNode } from './public.ts'
import type { Subject } from './subject.ts'

type Body = ts.FunctionLikeDeclaration

/**
 * Every function, method, constructor and accessor of a module that others can reach, in order of
 * place. A symbol that stands for two of them is left out: a fingerprint must mean one thing.
 */
export function subjectsOf(tree: ts.SourceFile): Subject[] {
  const exported = exportedNames(tree)
  const found: Subject[] = []
  const add = (
    symbol: string,
    kind: Subject['kind'],
    anchor: ts.Node,
    body: Body,
    overloads: ts.SignatureDeclaration[] = [],
  ) => {
    const name = symbol.split(/[.#]/).at(-1)!
    if (!isPublicName(name) || !isPublicNode(anchor) || !body.body) return
    found.push({ symbol, name, kind, anchor: overloads[0] ?? anchor, body, overloads })
  }
  const overloads = new Map<string, ts.FunctionDeclaration[]>()

  for (const statement of tree.statements) {
    if (ts.isFunctionDeclaration(statement)) {
      const symbol = statement.name?.text ?? 'default'
      if (!isExported(statement) && !exported.has(symbol)) continue
      if (statement.body) add(symbol, 'function', statement, statement, overloads.get(symbol))
      else overloads.set(symbol, [...(overloads.get(symbol) ?? []), statement])
    } else if (ts.isClassDeclaration(statement)) {
      const symbol = statement.name?.text ?? 'default'
      if ((isExported(statement) || exported.has(symbol)) && isPublicNode(statement))
        addMembers(symbol, statement)
    } else if (ts.isVariableStatement(statement)) {
      const [declaration, ...others] = statement.declarationList.declarations
      if (!declaration?.initializer || others.length > 0 || !ts.isIdentifier(declaration.name)) continue
      const symbol = declaration.name.text
      if (isExported(statement) || exported.has(symbol)) addValue(symbol, statement, declaration.initializer)
    } else if (ts.isExportAssignment(statement)) {
      addValue('default', statement, statement.expression)
    } else if (ts.isExpressionStatement(statement)) {
      addAssigned(statement)
    }
  }
  const count = new Map<string, number>()
  for (const { symbol } of found) count.set(symbol, (count.get(symbol) ?? 0) + 1)
  return found.filter(subject => count.get(subject.symbol) === 1)

  function addValue(symbol: string, anchor: ts.Node, given: ts.Expression): void {
    const value = bare(given)
    if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) add(symbol, 'function', anchor, value)
    else if (ts.isClassExpression(value)) addMembers(symbol, value)
    else if (ts.isObjectLiteralExpression(value) && isPublicName(symbol) && isPublicNode(anchor))
      addProperties(symbol, value)
  }

  function addProperties(owner: string, literal: ts.ObjectLiteralExpression): void {
    for (const property of literal.properties) {
      if (!property.name || !ts.isIdentifier(property.name)) continue
      const symbol = `${owner}.${property.name.text}`
      if (ts.isMethodDeclaration(property)) add(symbol, 'method', property, property)
      if (ts.isPropertyAssignment(property)) {
        const value = bare(property.initializer)
        if (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
          add(symbol, 'method', property, value)
      }
    }
  }

  function addMembers(owner: string, node: ts.ClassLikeDeclaration): void {
    const signatures = new Map<string, ts.SignatureDeclaration[]>()
    for (const member of node.members) {
      if (ts.isConstructorDeclaration(member)) {
        const symbol = `${owner}.constructor`
        if (member.body) add(symbol, 'constructor', member, member, signatures.get(symbol))
        else signatures.set(symbol, [...(signatures.get(symbol) ?? []), member])
        continue
      }
      if (!member.name || !ts.isIdentifier(member.name)) continue
      const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0
      const symbol = `${owner}${isStatic ? '.' : '#'}${member.name.text}`
      if (ts.isMethodDeclaration(member)) {
        if (member.body) add(symbol, 'method', member, member, signatures.get(symbol))
        else signatures.set(symbol, [...(signatures.get(symbol) ?? []), member])
      } else if (ts.isGetAccessor(member) || ts.isSetAccessor(member)) {
        // TypeScript's tools read one comment for the pair, so the second of a pair is left alone.
        const name = member.name.text
        const pair = node.members.filter(
          other => (ts.isGetAccessor(other) || ts.isSetAccessor(other)) && other.name.getText() === name,
        )
        const setter = pair.find(ts.isSetAccessor)
        // What setting does is what a reader of `x.size = 3` can't see.
        if (pair[0] === member) add(symbol, 'accessor', member, setter ?? member)
      } else if (ts.isPropertyDeclaration(member) && member.initializer) {
        const value = bare(member.initializer)
        if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) add(symbol, 'method', member, value)
      }
    }
  }

  function addAssigned(statement: ts.ExpressionStatement): void {
    let at: ts.Expression = statement.expression
    if (!ts.isBinaryExpression(at) || at.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return
    const { left } = at
    while (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken) at = at.right
    const symbol = isExportsObject(left) ? 'default' : assignedSymbol(left, exported)
    if (symbol !== null) addValue(symbol, statement, at)
  }
}

/** `exports.f`, `f.g` and `F.prototype.g`, where `f` and `F` are exported; null for every other place. */
function assignedSymbol(left: ts.Expression, exported: Set<string>): string | null {
  if (!ts.isPropertyAccessExpression(left)) return null
  const owner = left.expression
  if (isExportsObject(owner)) return left.name.text
  if (ts.isIdentifier(owner)) return exported.has(owner.text) ? `${owner.text}.${left.name.text}` : null
  const isPrototype =
    ts.isPropertyAccessExpression(owner) &&
    owner.name.text === 'prototype' &&
    ts.isIdentifier(owner.expression)
  return isPrototype && exported.has(owner.expression.getText())
    ? `${owner.expression.getText()}#${left.name.text}`
    : null
}
