import { ts } from 'ts-morph'
import { isWritten } from './gaps.ts'

/** What a function gives back, in order. */
export function returnsOf(owner: ts.FunctionLikeDeclaration): ts.Expression[] {
  if (!('body' in owner) || !owner.body) return []
  if (!ts.isBlock(owner.body)) return [owner.body]
  const found: ts.Expression[] = []
  const visit = (node: ts.Node) => {
    if (isWritten(node) || ts.isClassLike(node)) return
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression)
    ts.forEachChild(node, visit)
  }
  visit(owner.body)
  return found
}
