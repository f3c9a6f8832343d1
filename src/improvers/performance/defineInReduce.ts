import { ts } from 'ts-morph'
import { bare, outer, type Reading } from './reading.ts'
import { type Reduction, resultsOf } from './reduceCall.ts'
import type { Put, Rewrite } from './rewrite.ts'
import { branches, copiesIn, entryOf } from './spreadInReduce.ts'

/**
 * `list.reduce((counts, one) => ({ ...counts, [one]: (counts[one] ?? 0) + 1 }), {})`: as `spreadInReduce`, where the object so far is asked
 * for what it has. Nobody else has it before it is whole, so that it may as well be added to.
 */
export const defineInReduce: Rewrite = {
  name: 'define-in-reduce',
  says: 'add to the object so far instead of copying it',
  worth:
    'Each step copied the object so far, so that n keys took n * n / 2 copies. An assignment would read better and do something else for the key __proto__.',
  holds: [
    'reduce is called on an array and begins with an empty object, which nobody else has before it is done',
    'each step copies the object so far and adds one key, or gives it on as it is, and otherwise only reads what it has by a key',
    'keys are texts, numbers or symbols; Object.defineProperty defines each of them, __proto__ too, as a literal does',
  ],
  hint: /\.reduce\b[\s\S]*\.\.\./,
  sitesIn: reading => copiesIn(reading, putsFor),
}

function putsFor(reading: Reading, { callback, uses, start, sum }: Reduction): Put[] | null {
  const { file } = reading
  if (!ts.isObjectLiteralExpression(start) || start.properties.length || callback.type) return null
  const results = resultsOf(callback)?.flatMap(branches) ?? []
  const given = new Set<ts.Node>()
  const puts: Put[] = []
  for (const result of results) {
    const inner = bare(result)
    const entry = entryOf(reading, result, uses)
    if (!entry && !(ts.isIdentifier(inner) && uses.includes(inner))) return null
    given.add(entry ? entry.use : inner)
    if (!entry) continue
    const [key, value] = [entry.key.getText(file), entry.value.getText(file)]
    const described = `{ value: ${value}, writable: true, enumerable: true, configurable: true }`
    const text = `Object.defineProperty(${sum.name.text}, ${key}, ${described})`
    puts.push({ start: result.getStart(file), end: result.end, text })
  }
  const others = uses.filter(use => !given.has(use))
  // Where it is asked for nothing there is a shorter way.
  return puts.length && others.length && others.every(isAskedByKey) ? puts : null
}

/** `counts[key]`, to be read: not written, not called, for which it would be `this`, and not left out. */
function isAskedByKey(use: ts.Identifier): boolean {
  const object = outer(use)
  const { parent: asked } = object
  if (!ts.isElementAccessExpression(asked) || asked.expression !== object) return false
  const at = outer(asked)
  const { parent } = at
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== at
  if (ts.isTaggedTemplateExpression(parent) || ts.isDeleteExpression(parent)) return false
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return (
      parent.operator !== ts.SyntaxKind.PlusPlusToken && parent.operator !== ts.SyntaxKind.MinusMinusToken
    )
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
    return !assigns || parent.right === at
  }
  // Within a pattern it may be written to.
  return !ts.isArrayLiteralExpression(parent) && !ts.isForOfStatement(parent) && !isPattern(parent)
}

const isPattern = (parent: ts.Node) =>
  ts.isForInStatement(parent) ||
  (ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent)) ||
  ts.isSpreadElement(parent) ||
  ts.isSpreadAssignment(parent)
