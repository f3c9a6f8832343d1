import { ts } from 'ts-morph'
import { sentence, size, type Words } from './clause.ts'
import { codeOf } from './code.ts'
import type { Condition, Exit } from './exits.ts'
import { phrase } from './phrase.ts'

/** When an exit is taken, in words that follow "if"; null when that can't be said plainly, '' for always. */
export function whenOf(exit: Exit): string | null {
  if (!exit.isKnown) return null
  const conditions = withoutImplied(exit.conditions)
  const parts: Words[] = []
  for (const { test, isNegated, names } of conditions) {
    const words = phrase(test, exit.each && names === exit.names ? exit.names : names, isNegated)
    if (!words) return quoted(exit, conditions)
    parts.push(words)
  }
  if (exit.each) return eachWhen(exit, parts)
  if (parts.length === 0) return ''
  const words: Words = parts.length === 1 ? parts[0]! : { of: 'and', parts }
  return size(words) > 4 ? null : sentence(words)
}

/** A lone condition that has no words of its own is given as code, when it is short. */
function quoted(exit: Exit, conditions: Condition[]): string | null {
  const [only] = conditions
  if (!only || conditions.length > 1 || only.isNegated || exit.each || !ts.isBinaryExpression(only.test))
    return null
  const code = codeOf(only.test, only.names)
  return code === null ? null : `\`${code}\``
}

function eachWhen(exit: Exit, parts: Words[]): string | null {
  const { element, list } = exit.each!
  const owner = codeOf(list, exit.names)
  if (owner === null || parts.length !== 1) return null
  const text = sentence(parts[0]!)
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
