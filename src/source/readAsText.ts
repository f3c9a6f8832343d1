import { ts } from 'ts-morph'
import { kindTable } from './kindTable.ts'
import { isModuleSyntax } from './typeNodes.ts'

/** What other files can see of one: every name of a script, and of a module those that it exports. */
export type SeenOutside = { isModule: boolean; names: ReadonlySet<string> }

export function seenOutside({ statements }: ts.SourceFile): SeenOutside {
  const names = new Set<string>()
  for (const statement of statements) {
    if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression))
      names.add(statement.expression.text)
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier) continue
    const { exportClause } = statement
    if (exportClause && ts.isNamedExports(exportClause))
      for (const { name, propertyName } of exportClause.elements) names.add((propertyName ?? name).text)
  }
  return { isModule: statements.some(isModuleSyntax), names }
}

function isExported(node: ts.VariableStatement): boolean {
  return node.modifiers?.some(one => one.kind === ts.SyntaxKind.ExportKeyword) ?? false
}

/** What stands within assertions, marks and brackets. */
export function innermost(node: ts.Expression): ts.Expression {
  return WRAPPING[node.kind] ? innermost((node as ts.ParenthesizedExpression).expression) : node
}

/** Assertions, marks and brackets. */
export const WRAPPING = kindTable(
  node =>
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node),
)
/** What tools can look for in the text. */
const LOOKED_FOR = kindTable(
  node =>
    WRAPPING[node.kind] === 1 ||
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isVariableStatement(node),
)

/** Whose calls are found by their names: bundlers follow and write in the first, and test runners move the last ones. */
const FOUND = new Set(['require', 'module', 'process', 'eval', 'jest', 'vi', 'mock'])
/** Whose first argument is another file to a bundler. */
const LEADING = new Set(['URL', 'Worker', 'SharedWorker'])

/** Exported settings that frameworks read from the syntax tree and that are more than one constant; those that are one are found by that. */
const SETTINGS = new Set([
  ...[
    'config',
    'runtime',
    'dynamic',
    'dynamicParams',
    'revalidate',
    'fetchCache',
    'preferredRegion',
    'regions',
  ],
  ...['maxDuration', 'experimental_ppr', 'unstable_allowDynamic', 'prerender', 'ssr', 'csr', 'trailingSlash'],
])

/**
 * What tools look for in the text of a file, or the compiler evaluates: an assertion in it hides it from them. Bundlers
 * find `require`, `import()`, `new URL()`, `process.env.X` and `import.meta.env.X`; test runners put `jest.mock()` first;
 * frameworks read exported settings; and enums of other files are computed from constants, which one with a type is
 * none of.
 */
export function isReadAsText(node: ts.Node, parent: ts.Node, seen: SeenOutside): boolean {
  if (!LOOKED_FOR[node.kind]) return false
  // The line break before it, and JSX, make compilers disagree on where it begins.
  if (ts.isTypeAssertionExpression(node)) return true
  if (ts.isCallExpression(node)) {
    const callee = innermost(node.expression)
    return callee.kind === ts.SyntaxKind.ImportKeyword || isFound(callee)
  }
  if (ts.isNewExpression(node)) {
    const made = innermost(node.expression)
    return ts.isIdentifier(made) && LEADING.has(made.text)
  }
  if (WRAPPING[node.kind]) return isFound(innermost(node as ts.Expression))
  if (!ts.isVariableStatement(node) || !ts.isSourceFile(parent)) return false
  const { flags, declarations } = node.declarationList
  if (!(flags & ts.NodeFlags.Const)) return false
  const isSeen = (name: ts.Node) =>
    !seen.isModule || isExported(node) || (ts.isIdentifier(name) && seen.names.has(name.text))
  return declarations.some(
    ({ name, initializer }) =>
      isSeen(name) && ((ts.isIdentifier(name) && SETTINGS.has(name.text)) || isConstant(initializer)),
  )
}

/** Whether what something is reached by is one of those names, or `import.meta`. */
export function isFound(node: ts.Expression): boolean {
  if (ts.isMetaProperty(node)) return true
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node))
    return isFound(innermost(node.expression))
  return ts.isIdentifier(node) && FOUND.has(node.text)
}

/** What an enum could be computed from. */
function isConstant(initializer: ts.Expression | undefined): boolean {
  if (!initializer) return false
  const node = innermost(initializer)
  if (ts.isPrefixUnaryExpression(node)) return isConstant(node.operand)
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    const computes = kind !== ts.SyntaxKind.QuestionQuestionToken && kind !== ts.SyntaxKind.CommaToken
    return computes && isConstant(node.left) && isConstant(node.right)
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return isConstant(node.expression)
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(span => isConstant(span.expression))
  return ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isIdentifier(node)
}
