import { ts } from 'ts-morph'
import { sentence, size, type Words } from './clause.ts'
import { codeOf } from './code.ts'
import type { Condition, Exit } from './exit.ts'
import { phrase } from './phrase.ts'

/** When an exit is taken, in words that follow "if"; null when that can't be said plainly, '' for always. */
export function whenOf(exit: Exit): string | null {
  const words = wordsOf(exit)
  if (words === 'always') return ''
  if (words === null) return exit.isKnown ? quoted(exit, withoutImplied(exit.conditions)) : null
  if (exit.each) return eachWhen(exit, words)
  return size(words) > 4 ? null : sentence(words)
}

/** The same before it is English: every statement in it is about what the function was called with. */
export function wordsOf(exit: Exit): Words | 'always' | null {
  if (!exit.isKnown) return null
  const parts: Words[] = []
  for (const { test, isNegated, names } of withoutImplied(exit.conditions)) {
    const words = phrase(test, names, isNegated)
    if (!words) return null
    parts.push(words)
  }
  const [only] = parts
  return only === undefined ? 'always' : parts.length === 1 ? only : { of: 'and', parts }
}

/** A lone condition that has no words of its own is given as code, when it is short. */
function quoted(exit: Exit, conditions: Condition[]): string | null {
  const [only] = conditions
  if (!only || conditions.length > 1 || only.isNegated || exit.each || !ts.isBinaryExpression(only.test))
    return null
  const code = codeOf(only.test, only.names)
  return code === null ? null : `\`${code}\``
}

function eachWhen(exit: Exit, words: Words): string | null {
  const { element, list } = exit.each!
  const owner = codeOf(list, exit.names)
  if (owner === null || words.of === 'and') return null
  const text = sentence(words)
  const name = `\`${element}\``
  if (text === null || !text.startsWith(`${name} `) || text.indexOf(name, 1) >= 0) return null
  return `an element of \`${owner}\` ${text.slice(name.length + 1)}`
}

/** Drops `x is not 'a'` before `x is 'b'`: the second says it already. */
function withoutImplied(conditions: Condition[]): Condition[] {
  const fixed = conditions.flatMap(({ test, isNegated }) => (isNegated ? [] : equalTo(test)))
  return conditions.filter(({ test, isNegated }) => {
    if (!isNegated) return true
    const [own, ...others] = equalTo(test)
    return (
      !own || others.length > 0 || !fixed.some(other => other.left === own.left && other.right !== own.right)
    )
  })
}

function equalTo(test: ts.Expression): { left: string; right: string }[] {
  if (
    !ts.isBinaryExpression(test) ||
    test.pos < 0 ||
    test.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken
  )
    return []
  const { left, right } = test
  if (!ts.isStringLiteral(right) && !ts.isNumericLiteral(right)) return []
  return [{ left: left.getText(), right: right.text }]
}
