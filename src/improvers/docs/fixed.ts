import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { isPrintable, isScalar } from './code.ts'
import type { Names } from './names.ts'

/** A regular expression by its text where that is short, else by the name of the module's constant. */
export function patternOf(node: ts.Expression, names: Names): string | null {
  const isConstant = ts.isIdentifier(node) && !names.declared.has(node.text)
  const value = isConstant ? names.file.constants.get(node.text) : node
  if (!value) return null
  if (ts.isRegularExpressionLiteral(value)) {
    // A sticky or global expression keeps a position between calls: whether it matches depends on that.
    if (/[gy]/.test(value.text.slice(value.text.lastIndexOf('/')))) return null
    if (value.text.length <= 50 && isPrintable(value.text)) return `\`${value.text}\``
  } else if (
    !ts.isNewExpression(value) ||
    value.expression.getText() !== 'RegExp' ||
    value.arguments?.length !== 1
  )
    return null
  return isConstant && !node.text.startsWith('_') ? `\`${node.text}\`` : null
}

/** The members of `['a', 'b']` or `new Set(['a', 'b'])`, in place or in a constant of the module. */
export function membersOf(node: ts.Expression, names: Names): string[] | null {
  const isConstant = ts.isIdentifier(node) && !names.declared.has(node.text)
  const value = bare(isConstant ? (names.file.constants.get(node.text) ?? node) : node)
  const array =
    ts.isNewExpression(value) && value.expression.getText() === 'Set' ? value.arguments?.[0] : value
  if (
    !array ||
    !ts.isArrayLiteralExpression(array) ||
    array.elements.length === 0 ||
    array.elements.length > 6
  )
    return null
  if (isConstant && isGrown(node.text, names)) return null
  const members = array.elements.map(element => bare(element).getText())
  if (!array.elements.every(isScalar) || !members.every(isPrintable)) return null
  return members.map(member => (/^-?[\d_.]+n?$/.test(member) ? member : `\`${member}\``))
}

/** Whether the module ever adds to or takes from a list or set that it keeps. */
function isGrown(name: string, names: Names): boolean {
  return new RegExp(`\\b${name}\\s*(\\.(push|pop|shift|unshift|splice|add|delete|clear|length)|\\[)`).test(
    names.file.tree.text,
  )
}
