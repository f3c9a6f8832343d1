import { ts } from 'ts-morph'
import { bare, outer } from './reading.ts'
import { isAssigned } from './uses.ts'

/** Methods of arrays that only look, hand the array to nobody, and give no array. */
const LOOKS = new Set(['includes', 'indexOf', 'lastIndexOf', 'at', 'join'])

/** `list.length`, `list[0]`, `list.includes(x)`: whoever looks so at a list has no list afterwards, and altered nothing. */
export function isLook(use: ts.Expression): boolean {
  const at = outer(use)
  const { parent } = at
  const isMember = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)
  if (!isMember || parent.expression !== at || isAssigned(parent)) return false
  const around = outer(parent).parent
  const isCalled =
    (ts.isCallExpression(around) && bare(around.expression) === parent) ||
    (ts.isTaggedTemplateExpression(around) && bare(around.tag) === parent)
  // What is at a place may be a function, which would be called on the list.
  if (ts.isElementAccessExpression(parent))
    return !isCalled && !ts.isStringLiteralLike(parent.argumentExpression)
  return parent.name.text === 'length' ? !isCalled : isCalled && LOOKS.has(parent.name.text)
}
