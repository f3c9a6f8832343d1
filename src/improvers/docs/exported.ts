import { ts } from 'ts-morph'

/**
 * The local names that a module lets others see, by ESM or by CommonJS. `whole` are those that are the
 * module itself (`module.exports = x`, `export default x`).
 */
export function exportedNames(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  for (const statement of tree.statements) {
    if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && statement.exportClause) {
      if (ts.isNamedExports(statement.exportClause)) {
        for (const element of statement.exportClause.elements) {
          names.add((element.propertyName ?? element.name).text)
        }
      }
    } else if (ts.isExportAssignment(statement)) {
      addValue(names, statement.expression)
    } else if (ts.isExpressionStatement(statement)) {
      addAssignment(names, statement.expression)
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        if (isExported(statement)) addBinding(names, declaration.name)
        if (declaration.initializer && addAssignment(names, declaration.initializer))
          addBinding(names, declaration.name)
      }
    } else if (isExported(statement)) {
      const { name } = statement as ts.FunctionDeclaration
      if (name) names.add(name.text)
    }
  }
  return names
}

/** Whether a declaration carries the `export` keyword itself. */
export function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(modifier => modifier.kind === ts.SyntaxKind.ExportKeyword)
  )
}

/** `module.exports` or `exports`, on the left of an assignment. */
export function isExportsObject(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'exports'
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'module'
  )
}

function addBinding(names: Set<string>, name: ts.BindingName): void {
  if (ts.isIdentifier(name)) names.add(name.text)
}

/** Whether the chain of assignments hands its value to the module's exports. */
function addAssignment(names: Set<string>, node: ts.Expression): boolean {
  let at = node
  let seen = false
  // `exports = module.exports = create` is one chain; what is exported stands at its end.
  while (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left } = at
    if (isExportsObject(left) || (ts.isPropertyAccessExpression(left) && isExportsObject(left.expression))) {
      seen = true
    }
    at = at.right
  }
  if (seen) addValue(names, at)
  return seen
}

function addValue(names: Set<string>, node: ts.Expression): void {
  if (ts.isIdentifier(node)) names.add(node.text)
  if (!ts.isObjectLiteralExpression(node)) return
  for (const property of node.properties) {
    if (ts.isShorthandPropertyAssignment(property)) names.add(property.name.text)
    if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer)) {
      names.add(property.initializer.text)
    }
  }
}
