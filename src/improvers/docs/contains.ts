import { ts } from 'ts-morph'

/** Whether a statement holds such a node outside nested functions. */
export function contains(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  if (test(node)) return true
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false
  return ts.forEachChild(node, child => contains(child, test) || undefined) ?? false
}
