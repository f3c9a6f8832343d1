import { ts } from 'ts-morph'

const HIDDEN =
  /@(private|internal|protected|ignore|hidden|inheritdoc|override|api\s+private|access\s+(private|protected|package))\b/i

/** Whether a name is meant to be seen: no leading or trailing underscore, no `#`. */
export function isPublicName(name: string): boolean {
  return !/^[_#$]|_$/.test(name) || name === '$'
}

/** Whether a comment asks to keep its subject out of the documentation. */
export function isHiddenBy(comment: string): boolean {
  return HIDDEN.test(comment)
}

/** Whether a declaration is neither `private` nor `protected`, by keyword or by the comment above it. */
export function isPublicNode(node: ts.Node): boolean {
  const flags =
    ts.isDeclarationStatement(node) || ts.isClassElement(node) ? ts.getCombinedModifierFlags(node) : 0
  if (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return false
  const text = node.getSourceFile().text
  return !(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).some(range =>
    isHiddenBy(text.slice(range.pos, range.end)),
  )
}
