import { ts } from 'ts-morph'
import { everyNode, functionAround } from './reading.ts'
import { isAssigned } from './uses.ts'

const known = new WeakMap<readonly ts.SourceFile[], ReadonlySet<string>>()

/**
 * The names of the fields that a program computes when they are read, or gives another value than their first one, of whatever: what is
 * declared readonly may be such a field of a class that the declaration does not show.
 * @param files all of the program; one walk through them for all that is asked.
 */
export function alteredFields(files: readonly ts.SourceFile[]): ReadonlySet<string> {
  const before = known.get(files)
  if (before) return before
  const names = new Set<string>()
  for (const file of files)
    for (const node of everyNode(file)) {
      const name = alteredIn(node)
      if (name !== null) names.add(name)
    }
  known.set(files, names)
  return names
}

function alteredIn(node: ts.Node): string | null {
  if (ts.isAccessor(node)) return ts.isComputedPropertyName(node.name) ? null : node.name.getText()
  if (
    ts.isPropertyDeclaration(node) &&
    node.modifiers?.some(one => one.kind === ts.SyntaxKind.AccessorKeyword)
  )
    return node.name.getText()
  const isMember = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
  if (!isMember || !isAssigned(node) || isFirstValue(node)) return null
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : null
}

/** `this.name = name` in a constructor. */
function isFirstValue({
  expression,
  parent,
}: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  const around = functionAround(parent)
  return (
    expression.kind === ts.SyntaxKind.ThisKeyword && around !== null && ts.isConstructorDeclaration(around)
  )
}
