import type { Pattern, PatternTest } from '../../model/pattern.ts'
import { type AstGrep, fixedText } from './openAstGrep.ts'

/** What came of one rule: how many of its texts went as its tests say, and what did not, in words. */
export type TestedPattern = { id: string; from: string; passed: number; failures: string[] }

/** Tries each rule on the texts of its tests. A rule without one fails: nobody can tell what it is meant to do. */
export function testPatterns(engine: AstGrep, patterns: Pattern[], tests: PatternTest[]): TestedPattern[] {
  const tested = patterns.map(pattern => {
    const own = tests.filter(({ id }) => id === pattern.id)
    const failures = own.length ? [] : ['has no test']
    let passed = 0
    const tell = (failure: string | null) => {
      if (failure === null) passed += 1
      else failures.push(failure)
    }
    try {
      for (const test of own) {
        for (const text of test.valid) tell(tryValid(engine, pattern, text))
        for (const one of test.invalid) tell(tryInvalid(engine, pattern, one))
      }
    } catch (error) {
      failures.push(`ast-grep can't read it: ${(error as Error).message.replace(/\s+/g, ' ').slice(0, 200)}`)
    }
    return { id: pattern.id, from: pattern.from, passed, failures }
  })
  const lost = tests.filter(({ id }) => !patterns.some(pattern => pattern.id === id))
  return [
    ...tested,
    ...lost.map(({ id, from }) => ({ id, from, passed: 0, failures: ['there is no rule of that id'] })),
  ]
}

function tryValid(engine: AstGrep, pattern: Pattern, text: string): string | null {
  return engine.find(pattern, text).length ? `matches ${quoted(text)}, which is valid` : null
}

function tryInvalid(
  engine: AstGrep,
  pattern: Pattern,
  { text, fixed }: PatternTest['invalid'][number],
): string | null {
  const matches = engine.find(pattern, text)
  if (!matches.length) return `does not match ${quoted(text)}`
  if (pattern.fix === null) return null
  const made = fixedText(text, matches)
  if (fixed !== null && made.trimEnd() !== fixed.trimEnd())
    return `makes ${quoted(made)} of ${quoted(text)}, and not ${quoted(fixed)}`
  if (engine.isProgram(pattern, text) && !engine.isProgram(pattern, made))
    return `makes ${quoted(made)} of ${quoted(text)}, which is no ${pattern.language}`
  return engine.find(pattern, made).length >= matches.length
    ? `matches what its own fix made of ${quoted(text)}`
    : null
}

const quoted = (text: string) => JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text)
