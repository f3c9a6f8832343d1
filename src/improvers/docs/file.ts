import { ts } from 'ts-morph'
import { bare } from './bare.ts'

/** What the statements of a module declare: names, the values of its constants, and its functions. */
export type FileNames = {
  tree: ts.SourceFile
  declared: Set<string>
  /** Initialisers of `const`, and of `var`/`let` that nothing in the file assigns again. */
  constants: Map<string, ts.Expression>
  functions: Map<string, ts.FunctionLikeDeclaration>
  /** Names taken one by one from other modules. */
  imported: Set<string>
  /** Module variables that change while the program runs. */
  changing: Set<string>
}

/** Reads the top level of a module; function constants count as functions too. */
export function fileNames(tree: ts.SourceFile): FileNames {
  const names: FileNames = {
    tree,
    declared: new Set(),
    constants: new Map(),
    functions: new Map(),
    changing: new Set(),
    imported: new Set(),
  }
  for (const statement of tree.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      names.declared.add(statement.name.text)
      if (statement.body) names.functions.set(statement.name.text, statement)
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) readVariable(names, declaration)
    } else if (
      ts.isImportDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement)
    ) {
      for (const name of namesIn(statement)) names.declared.add(name)
      const named = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined
      if (named && ts.isNamedImports(named))
        for (const one of named.elements) names.imported.add(one.name.text)
    }
  }
  const visit = (node: ts.Node): void => {
    const target = written(node)
    if (target && ts.isIdentifier(target) && names.declared.has(target.text)) names.changing.add(target.text)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  for (const name of names.changing) {
    names.constants.delete(name)
    names.functions.delete(name)
  }
  return names
}

/** The place that a node assigns to, deletes or counts up; undefined when it does none of these. */
export function written(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) return bare(node.left)
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator } = node
    if (operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken)
      return bare(node.operand)
  }
  if (ts.isDeleteExpression(node)) return bare(node.expression)
  if (
    (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
    !ts.isVariableDeclarationList(node.initializer)
  )
    return node.initializer
  return undefined
}

function readVariable(names: FileNames, declaration: ts.VariableDeclaration): void {
  if (!ts.isIdentifier(declaration.name)) {
    for (const name of namesIn(declaration.name)) names.declared.add(name)
    return
  }
  const { text } = declaration.name
  names.declared.add(text)
  if (!declaration.initializer) {
    names.changing.add(text)
    return
  }
  const value = bare(declaration.initializer)
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) names.functions.set(text, value)
  else names.constants.set(text, value)
}

function namesIn(node: ts.Node): string[] {
  const found: string[] = []
  const visit = (child: ts.Node): void => {
    if (
      (ts.isImportClause(child) ||
        ts.isImportSpecifier(child) ||
        ts.isNamespaceImport(child) ||
        ts.isBindingElement(child)) &&
      child.name &&
      ts.isIdentifier(child.name)
    )
      found.push(child.name.text)
    if ((ts.isClassDeclaration(child) || ts.isEnumDeclaration(child)) && child.name)
      found.push(child.name.text)
    if (
      ts.isImportClause(child) ||
      ts.isImportDeclaration(child) ||
      ts.isNamedImports(child) ||
      ts.isBindingElement(child) ||
      ts.isObjectBindingPattern(child) ||
      ts.isArrayBindingPattern(child)
    )
      ts.forEachChild(child, visit)
  }
  visit(node)
  return found
}
