import { lineAt } from './lineAt.ts'
import { beginsOneOf, namesOfFunctions } from './namesInTokens.ts'
import type { Tokens } from './readTokens.ts'

/** What reads the text of the code around it, or on which line it stands. */
const READERS = new Set([
  ...[
    'stack',
    'captureStackTrace',
    'prepareStackTrace',
    'callsites',
    'getCallSites',
    'lineNumber',
    'toSource',
  ],
  ...['toMatchInlineSnapshot', 'toThrowErrorMatchingInlineSnapshot', 'inlineSnapshot'],
])

const begins = beginsOneOf([...READERS, 'toString', 'String'])

/**
 * Why the layout of a file may be its program to somebody: it reads the text of a function, where an error was thrown, or a snapshot
 * that stands in the code. What other files read of it can't be told; whoever formats code with a tool lives with that.
 */
export function refuseTextReaders(tokens: Tokens): { why: string; line: number } | null {
  const { text, starts, ends } = tokens
  const word = (token: number) => text.slice(starts[token], ends[token])
  let functions: Set<string> | null = null
  const isFunction = (name: string) => {
    functions ??= namesOfFunctions(tokens)
    return functions.has(name)
  }
  for (let token = 1; token < starts.length; token += 1) {
    const isInserted = text.charCodeAt(ends[token - 1]! - 2) === 36 && word(token - 1).endsWith('${')
    // Most tokens are seen by their first letter to be none of these.
    if (!isInserted && !begins(text.charCodeAt(starts[token]!))) continue
    const [last, own] = [word(token - 1), word(token)]
    const line = () => lineAt(text, starts[token]!)
    if (READERS.has(own) && (last === '.' || last === '?.' || last === '{' || last === ','))
      return { why: `${own} reads the text or the lines of code`, line: line() }
    const before = () => (token > 1 ? word(token - 2) : '')
    const isRead =
      (own === 'toString' &&
        (last === '.' || last === '?.') &&
        (before() === 'prototype' || isFunction(before()))) ||
      (own === 'String' && word(token + 1) === '(' && isFunction(word(token + 2))) ||
      (isInserted && text[ends[token]!] === '}' && isFunction(own))
    if (isRead) return { why: 'the text of a function is read', line: line() }
  }
  return null
}
