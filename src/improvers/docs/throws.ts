import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { codeOf, isPrintable } from './code.ts'
import { whenOf } from './condition.ts'
import type { Exit } from './exit.ts'
import { article, type Fact } from './fact.ts'

const NATIVE =
  /^(Error|TypeError|RangeError|SyntaxError|ReferenceError|EvalError|URIError|AggregateError|DOMException)$/
const MOST = 4

/**
 * The errors that a function throws itself, each with its class and when. Where the way to a throw can't
 * be said, its message is given, if it is a literal: that it can be thrown is all that is claimed.
 */
export function throwFacts(exits: Exit[], isAsync: boolean): Fact[] {
  const facts: Fact[] = []
  for (const exit of exits) {
    const fact = throwFact(exit, isAsync)
    if (fact && !facts.some(other => other.says === fact.says)) facts.push(fact)
  }
  return facts.slice(0, MOST)
}

/** The one fact of one exit, null when it is no error of a class that can be named, or nothing is certain. */
export function throwFact(exit: Exit, isAsync: boolean): Fact | null {
  const rejected = exit.kind === 'return' ? rejection(exit.value) : null
  const thrown = exit.kind === 'throw' ? exit.value && bare(exit.value) : rejected
  const name = thrown && classOf(thrown, exit)
  if (!thrown || !name) return null
  const subject = `${name}${statusOf(thrown, name)}`
  const verb = isAsync || rejected ? 'Rejects with' : 'Throws'
  const when = exit.failing ? failure(exit) : whenOf(exit)
  if (when === '') return null
  if (when !== null) {
    return {
      kind: 'throws',
      says: `${verb} ${article(name)} ${subject} if ${when}.`,
      node: exit.node,
      weight: 5,
      error: { name: subject, tail: `if ${when}` },
    }
  }
  const message = messageOf(thrown)
  if (message === null) return null
  const may = isAsync || rejected ? 'Can reject with' : 'Can throw'
  return {
    kind: 'throws',
    says: `${may} ${article(name)} ${subject}: \`${message}\`.`,
    node: exit.node,
    weight: 3,
    error: { name: subject, tail: `with the message \`${message}\`` },
  }
}

function rejection(value: ts.Expression | null): ts.Expression | null {
  if (!value || !ts.isCallExpression(value) || value.expression.getText() !== 'Promise.reject') return null
  return value.arguments[0] ?? null
}

function classOf(thrown: ts.Expression, exit: Exit): string | null {
  const isCall = ts.isCallExpression(thrown)
  if (!isCall && !ts.isNewExpression(thrown)) return null
  const { expression } = thrown
  if (ts.isIdentifier(expression)) {
    if (exit.names.declared.has(expression.text)) return null
    return isCall ? (NATIVE.test(expression.text) ? expression.text : null) : expression.text
  }
  const isMember =
    !isCall && ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.expression)
  return isMember && expression.expression.getText() !== 'this' && /^[A-Z]/.test(expression.name.text)
    ? expression.name.text
    : null
}

/** An HTTP error's first argument is what the client sees. */
function statusOf(thrown: ts.Expression, name: string): string {
  if (!/^HTTP|^Http/.test(name) || !ts.isNewExpression(thrown)) return ''
  const [first] = thrown.arguments ?? []
  return first && ts.isNumericLiteral(first) && /^[45]\d\d$/.test(first.text) ? ` (${first.text})` : ''
}

function failure(exit: Exit): string | null {
  if (!exit.isKnown || exit.conditions.length > 0) return null
  const call = exit.failing!
  const [first] = call.arguments
  const callee = call.expression.getText()
  if (callee === 'JSON.parse' && first && call.arguments.length === 1) {
    const code = codeOf(first, exit.names)
    return code === null ? null : `\`${code}\` is not valid JSON`
  }
  const code = codeOf(call, exit.names)
  const isAwaited = ts.isAwaitExpression(call.parent)
  return code === null ? null : `\`${code}\` ${isAwaited ? 'rejects or throws' : 'throws'}`
}

function messageOf(thrown: ts.Expression): string | null {
  const [first] = (thrown as ts.NewExpression).arguments ?? []
  if (!first) return null
  let text = ''
  if (ts.isStringLiteralLike(first)) text = first.text
  else if (ts.isTemplateExpression(first))
    text = first.head.text + first.templateSpans.map(span => `...${span.literal.text}`).join('')
  const letters = text.replace(/\.\.\.|[^A-Za-z]/g, '').length
  const isTelling = letters >= 12 && /\w+\W+\w+\W+\w+/.test(text) && !text.startsWith('...')
  return isTelling && text.length <= 90 && isPrintable(text) ? text.replace(/([^.])\.$/, '$1') : null
}
