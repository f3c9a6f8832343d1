import { ts } from 'ts-morph'
import { above, type Docblock } from './docblock.ts'

/** A function with a doc comment of its own, exported or not: what a wrong comment can be wrong about. */
export type Documented = {
  symbol: string
  anchor: ts.Node
  body: ts.FunctionLikeDeclaration
  block: Docblock
}

/** Every documented function of a file that has one name and is no overload. */
export function documentedFunctions(tree: ts.SourceFile): Documented[] {
  const found: Documented[] = []
  const count = new Map<string, number>()
  const visit = (node: ts.Node, owner: string): void => {
    const one = documented(node)
    let inside = owner
    if (one) {
      const symbol = owner + one.name
      count.set(symbol, (count.get(symbol) ?? 0) + 1)
      const block = above(node)
      if (one.body.body && typeof block !== 'string')
        found.push({ symbol, anchor: node, body: one.body, block })
      inside = `${symbol}/`
    } else if (ts.isClassLike(node) && node.name) inside = `${owner}${node.name.text}#`
    ts.forEachChild(node, child => visit(child, inside))
  }
  visit(tree, '')
  // The first comment of a file may be read by tools; overloads share one comment in many ways.
  return found.filter(one => count.get(one.symbol) === 1 && tree.text.slice(0, one.block.start).trim() !== '')
}

function documented(node: ts.Node): { name: string; body: ts.FunctionLikeDeclaration } | null {
  if (ts.isFunctionDeclaration(node) && node.name) return { name: node.name.text, body: node }
  if (ts.isMethodDeclaration(node)) return { name: node.name.getText(), body: node }
  if (ts.isPropertyAssignment(node)) return valued(node.name.getText(), node.initializer)
  if (ts.isVariableStatement(node)) {
    const [declaration, ...others] = node.declarationList.declarations
    return declaration?.initializer && others.length === 0
      ? valued(declaration.name.getText(), declaration.initializer)
      : null
  }
  if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)) {
    let at: ts.Expression = node.expression
    while (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken) at = at.right
    return valued(node.expression.left.getText(), at)
  }
  return null
}

function valued(
  name: string,
  value: ts.Expression,
): { name: string; body: ts.FunctionLikeDeclaration } | null {
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? { name, body: value } : null
}
