import { ts } from 'ts-morph'
import { growingList } from './growingList.ts'
import { type Span, spanCollector, withoutSpans } from './keptTokens.ts'
import { kindTable } from './kindTable.ts'
import type { ParsedSource } from './parseSource.ts'
import { innermost, isReadAsText, seenOutside, WRAPPING } from './readAsText.ts'
import type { Tokens } from './readTokens.ts'
import {
  bracketsForType,
  exportedTypesOf,
  isGone,
  isModuleSyntax,
  isNamespace,
  isOfTypes,
  isOpaque,
  isSilent,
  isThisType,
  isTypeChild,
  MODIFIABLE,
  namesOf,
  TYPED,
  typeArgumentsOf,
  typesAmong,
  WITH_ARGUMENTS,
} from './typeNodes.ts'

const { forEachChild } = ts
const { LastToken } = ts.SyntaxKind
const shape = growingList()

/**
 * What is left of a file when its types are taken away. `tokens` has only what a program is made of, its comments
 * numbered by that; `spans` are what went, and `statements` those of them that were whole statements.
 * `typeNames` are names that are types' here.
 */
export type Erased = {
  tokens: Tokens
  spans: Span[]
  statements: Span[]
  typeNames: Set<string>
  /** The modules of which types are stated here, and `global`, in their order. */
  augments: string[]
  /** The names under which types alone leave the file, and whether it hands on all that another one exports. */
  exported: { types: Set<string>; all: boolean }
  /** Whether an import or export is left, and whether one went: either makes a file a module. */
  modules: { left: boolean; gone: boolean }
}

/** Why types may have a say in what a file does, and where. */
export type TypesMatter = { why: string; at: number }

/**
 * Takes the types out of a TypeScript file as every compiler does that looks at one file: annotations, type parameters
 * and arguments, interfaces, aliases, `import type`, assertions, overloads, modifiers without meaning at run time.
 * @returns what is left; or, where the file holds something whose meaning can hang on types (decorators, enums,
 *   namespaces, parameter properties), what that is.
 */
export function eraseTypes({ tree }: ParsedSource, tokens: Tokens): Erased | TypesMatter {
  const gone = spanCollector(tree, tokens)
  const statements: Span[] = []
  const typeNames = new Set<string>()
  const augments: string[] = []
  const exported = { types: new Set<string>(), all: false }
  const modules = { left: false, gone: false }
  shape.begin()
  const seen = seenOutside(tree)
  let matters: TypesMatter | null = null

  const visit = (node: ts.Node, parent: ts.Node) => {
    if (matters) return
    const { kind } = node
    if (kind <= LastToken) {
      shape.push(kind)
      shape.push(0)
      return
    }
    const why = DECIDING[kind] ? whyTypesMatter(node) : null
    if (why !== null) {
      matters = { why, at: gone.startOf(node) }
      return
    }
    const canGo = MODIFIABLE[kind] === 1
    const goes = canGo && isGone(node)
    if (canGo && isModuleSyntax(node)) modules[goes ? 'gone' : 'left'] = true
    if (goes) {
      if (isOddType(node)) matters = { why: 'a type as only JSDoc has it', at: gone.startOf(node) }
      if (ts.isModuleDeclaration(node) && !isNamespace(node)) augments.push(node.name.text)
      statements.push(gone.node(node))
      for (const name of namesOf(node)) typeNames.add(name)
      for (const name of exportedTypesOf(node)) exported.types.add(name)
      return
    }
    exported.all ||= ts.isExportDeclaration(node) && !node.exportClause
    const opaque = (canGo && isOpaque(node)) || isReadAsText(node, parent, seen)
    const stands = opaque || !isTransparent(node, parent)
    if (stands) shape.push(node.kind)
    if (opaque) keepAll(node, ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    else {
      if (TYPED[kind]) eraseTypesOf(node)
      forEachChild(node, child => {
        if (!isTypeChild(node, child)) visit(child, node)
        else if (isOddType(child)) matters ??= { why: 'a type as only JSDoc has it', at: gone.startOf(child) }
      })
    }
    if (stands) shape.push(0)
  }

  /**
   * Keeps what is within as it is: whoever changes anything in it changes more than types.
   * @param isList but for the types in a list of what this file imports or exports: within `declare module` they are another's.
   */
  const keepAll = (node: ts.Node, isList: boolean) => {
    const types = isList && (ts.isNamedImports(node) || ts.isNamedExports(node)) ? eraseSpecifiers(node) : []
    forEachChild(node, child => {
      const why = DECIDING[child.kind] ? whyTypesMatter(child) : null
      if (why) matters ??= { why, at: gone.startOf(child) }
      if (types.some(one => one === child)) return
      shape.push(child.kind)
      keepAll(child, isList)
      shape.push(0)
    })
  }

  /** Takes `type A` out of a list, and the commas that stand between nothing then. */
  const eraseSpecifiers = (list: ts.NamedImports | ts.NamedExports): readonly ts.Node[] => {
    const { elements } = list
    const types = typesAmong(list)
    const last = elements.findLastIndex(one => !one.isTypeOnly)
    for (const [at, one] of elements.entries()) {
      const isType = types.includes(one)
      if (isType) gone.node(one)
      if (isType && ts.isImportSpecifier(one)) typeNames.add(one.name.text)
      if (isType && ts.isExportSpecifier(one)) exported.types.add(one.name.text)
      const hasComma = at + 1 < elements.length || elements.hasTrailingComma
      if (hasComma && (isType || at === last)) gone.sign(one.end)
    }
    return types
  }

  /** Takes out what stands for nothing but the expression in it. */
  const isTransparent = (node: ts.Node, parent: ts.Node): boolean => {
    if (!WRAPPING[node.kind]) return false
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))
      gone.between(node.expression.end, node.end)
    else if (ts.isParenthesizedExpression(node) && bracketsForType(node, parent)) {
      gone.between(gone.startOf(node), gone.startOf(node) + 1)
      gone.between(node.end - 1, node.end)
    } else return false
    return true
  }

  const eraseTypesOf = (node: ts.Node) => {
    if (WITH_ARGUMENTS[node.kind]) return gone.list(typeArgumentsOf(node))
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) gone.list(node.typeParameters)
    if (ts.isFunctionLike(node)) {
      gone.annotation(node.type)
      const { parameters } = node
      const [first] = parameters
      if (parameters.hasTrailingComma) gone.between(parameters.end - 1, parameters.end)
      if (first && isThisType(first)) {
        gone.node(first)
        if (parameters.length > 1) gone.sign(first.end)
      }
    } else if (ts.isParameter(node)) {
      if (node.questionToken) gone.node(node.questionToken)
      gone.annotation(node.type)
    } else if (ts.isVariableDeclaration(node)) {
      if (node.exclamationToken) gone.node(node.exclamationToken)
      gone.annotation(node.type)
    } else if (ts.isPropertyDeclaration(node)) gone.annotation(node.type)
    if (ts.canHaveModifiers(node)) for (const one of node.modifiers ?? []) if (isSilent(one)) gone.node(one)
    if (ts.isClassLike(node))
      for (const clause of node.heritageClauses ?? [])
        if (clause.token === ts.SyntaxKind.ImplementsKeyword) gone.node(clause)
  }

  for (const statement of tree.statements) visit(statement, tree)
  if (matters) return matters
  const spans = gone.all()
  return {
    tokens: withoutSpans(tokens, spans, shape),
    spans,
    statements,
    typeNames,
    augments,
    exported,
    modules,
  }
}

/** Of what there is a question whether types have a say. */
const DECIDING = kindTable(
  node =>
    ts.isDecorator(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isImportEqualsDeclaration(node) ||
    ts.isNamespaceExportDeclaration(node) ||
    ts.isExportAssignment(node) ||
    ts.isParameter(node) ||
    ts.isFunctionLike(node) ||
    ts.isExpressionStatement(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node),
)

function whyTypesMatter(node: ts.Node): string | null {
  // Of all these statements, parameters and functions are nearly all.
  if (ts.isExpressionStatement(node))
    return isHiddenDirective(node) ? 'a directive that is none with its type' : null
  if (ts.isParameter(node)) return node.modifiers?.some(ts.isModifier) ? 'a parameter that is a field' : null
  // For ES5 the compiler calls what the return type names as the constructor of the promise.
  if (ts.isFunctionLike(node))
    return isAsync(node) && node.type && !isPromise(node.type)
      ? 'an async function whose return type is not Promise'
      : null
  if (ts.isDecorator(node)) return 'a decorator, which can read the types beside it'
  if (ts.isEnumDeclaration(node)) return 'an enum'
  // `declare module 'a'` and `declare global` speak of what is elsewhere: with values in them they stay as they are.
  if (ts.isModuleDeclaration(node) && !isOfTypes(node) && !isAmbient(node)) return 'a namespace'
  if (ts.isImportEqualsDeclaration(node) || ts.isNamespaceExportDeclaration(node))
    return 'another kind of import'
  if (ts.isExportAssignment(node) && node.isExportEquals) return 'export ='
  if (namesOf(node).includes('Promise')) return 'a Promise of its own'
  return null
}

const isAmbient = (node: ts.ModuleDeclaration) =>
  (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false) && !isNamespace(node)

/** `'use client' as string`: a directive to some tools, and an expression to others. */
function isHiddenDirective({ expression }: ts.ExpressionStatement): boolean {
  return WRAPPING[expression.kind] === 1 && ts.isStringLiteral(innermost(expression))
}

/** What the parser takes for a type, and compilers do not: it is not told how they read what stands around it. */
function isOddType(node: ts.Node): boolean {
  const { FirstJSDocNode, LastJSDocNode } = ts.SyntaxKind
  if (node.kind >= FirstJSDocNode && node.kind <= LastJSDocNode) return true
  return ts.forEachChild(node, child => isOddType(child) || undefined) ?? false
}

function isAsync(node: ts.SignatureDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (node.modifiers?.some(one => one.kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  )
}

function isPromise(type: ts.TypeNode): boolean {
  return (
    ts.isTypeReferenceNode(type) &&
    ts.isIdentifier(type.typeName) &&
    /^(?:Promise|AsyncGenerator|AsyncIterable(?:Iterator)?|AsyncIterator)$/.test(type.typeName.text)
  )
}
