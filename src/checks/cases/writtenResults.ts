import type { Frozen } from '../../model/frozen.ts'
import type { TestCase } from '../../model/testCase.ts'
import type { Compiler } from '../compiler.ts'
import { readLiteral } from '../inputs/readLiteral.ts'
import { examplesIn, writtenCalls } from '../inputs/writtenCalls.ts'
import type { ExportedCode, OpenedModule } from './openExports.ts'

/** A call that a documentation comment says, and what it says that it gives. */
export type WrittenResult = { args: string; value: Frozen }

/**
 * What the examples of a comment say that calls give: `f(1) // => 2`, or the same in a line below that begins so.
 * @param doc the comment.
 */
export function writtenResults(
  compiler: Compiler,
  { name, doc }: Pick<ExportedCode, 'name' | 'doc'>,
  { surfaces }: Pick<OpenedModule, 'surfaces'>,
): WrittenResult[] {
  const { ts } = compiler
  const lines = examplesIn(doc).split('\n')
  return lines.flatMap((line, at) => {
    const said =
      /^(.*?)\s*\/\/\s*(?:=>|->|→|returns?:?)\s*(.+?)\s*;?\s*$/i.exec(line) ??
      /^()\s*\/\/\s*(?:=>|->|→|returns?:?)\s*(.+?)\s*;?\s*$/i.exec(line)
    if (!said) return []
    const code = said[1]?.trim() ? said[1] : (lines[at - 1] ?? '')
    const before = lines.slice(0, said[1]?.trim() ? at : at - 1).join('\n')
    const [call] = writtenCalls(compiler, [code], surfaces)
    // What stands before may say what its words stand for.
    const whole = call ?? writtenCalls(compiler, [`${before}\n${code}`], surfaces).at(-1)
    if (whole?.steps[0]?.path.join('.') !== name || !code.includes(`${name}(`)) return []
    const file = ts.createSourceFile('said.ts', `(${said[2]})`, ts.ScriptTarget.ESNext, true)
    const [statement] = file.statements
    if (file.statements.length !== 1 || !statement || !ts.isExpressionStatement(statement)) return []
    const inner = ts.isParenthesizedExpression(statement.expression) ? statement.expression.expression : null
    const value = inner ? readLiteral(ts, inner, new Map()) : undefined
    const args = JSON.stringify(whole.steps[0].args)
    // What a function in an example does is not read, so that what comes of it is not known.
    return value === undefined || args.includes('"$":"function"') ? [] : [{ args, value }]
  })
}

/** Why a case is another one than what the module's own comment says of the same call; null where it says nothing of it. */
export function contradiction(
  { steps, outcome }: TestCase,
  { name }: Pick<ExportedCode, 'name'>,
  { results }: Pick<OpenedModule, 'results'>,
): string | null {
  const [step] = steps
  if (steps.length !== 1 || !step) return null
  const args = JSON.stringify(step.args)
  const said = results.get(name)?.find(one => one.args === args)
  if (!said) return null
  const isSame = 'value' in outcome && wordsOf(outcome.value) === wordsOf(said.value)
  return isSame ? null : 'does not give what the example in its documentation says'
}

/** Equal for values that are the same but for the order of their properties. */
function wordsOf(value: Frozen): string {
  return JSON.stringify(value, (_, one: unknown) => {
    const isObject = typeof one === 'object' && one !== null && '$' in one && one.$ === 'object'
    return isObject
      ? { ...one, of: [...(one as unknown as { of: [string, Frozen][] }).of].sort(byName) }
      : one
  })
}

const byName = ([a]: [string, Frozen], [b]: [string, Frozen]) => (a < b ? -1 : a > b ? 1 : 0)
