import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { sentence, size } from './clause.ts'
import type { Fact } from './fact.ts'
import type { Names } from './names.ts'
import { phrase } from './phrase.ts'

const BOOLEAN_CALLS =
  /^(Array\.isArray|Number\.is\w+|Buffer\.isBuffer|Boolean)$|\.(test|includes|startsWith|endsWith|has|hasOwnProperty|some|every)$/
const COMPARISONS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
  ts.SyntaxKind.InKeyword,
])

/** What a function that is one boolean expression holds for; nothing when its name says as much. */
export function predicateFact(name: string, names: Names, isAsync: boolean): Fact | null {
  const { body } = names.fn
  const only = body && (ts.isBlock(body) ? body.statements : [body])
  const [first] = only ?? []
  if (!first || only!.length !== 1) return null
  const value = ts.isReturnStatement(first)
    ? first.expression
    : ts.isBlock(body!)
      ? undefined
      : (body as ts.Expression)
  if (!value || !isBoolean(value)) return null
  const words = phrase(value, names)
  const text = words && sentence(words)
  if (!words || !text || size(words) > 4) return null
  if (
    size(words) === 1 &&
    (echoes(name, text) ||
      / (an instance of|truthy|falsy|passes|fails|a string|a number|a function|a boolean|an array|an integer)\b/.test(
        text,
      ))
  )
    return null
  const returned = `\`true\` if ${text}, else \`false\``
  return {
    kind: 'returns',
    says: `${isAsync ? 'Resolves to' : 'Returns'} ${returned}.`,
    node: value,
    weight: size(words) === 1 ? 2 : 3,
    returned,
  }
}

function isBoolean(given: ts.Expression): boolean {
  const node = bare(given)
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken
  if (ts.isCallExpression(node))
    return (
      !node.questionDotToken &&
      BOOLEAN_CALLS.test(node.expression.getText()) &&
      !node.expression.getText().includes('?.')
    )
  if (!ts.isBinaryExpression(node))
    return node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword
  const { kind } = node.operatorToken
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken)
    return isBoolean(node.left) && isBoolean(node.right)
  return COMPARISONS.has(kind)
}

/** Whether each word of a name stands in the sentence already. */
function echoes(name: string, text: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
  const telling = words.filter(word => word.length > 2 && !/^(has|the|and|can|should)$/.test(word))
  return telling.every(word => text.toLowerCase().includes(word))
}
