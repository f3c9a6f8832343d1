import { lineAt } from './lineAt.ts'
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

/**
 * Why the layout of a file may be its program to somebody: it reads the text of a function, where an error was thrown, or a snapshot
 * that stands in the code. What other files read of it can't be told; whoever formats code with a tool lives with that.
 */
export function refuseTextReaders(tokens: Tokens): { why: string; line: number } | null {
  const { text, starts, ends } = tokens
  const functions = namesOfFunctions(tokens)
  let [last, before] = ['', '']
  for (let token = 0; token < starts.length; token += 1) {
    const word = text.slice(starts[token], ends[token])
    const line = () => lineAt(text, starts[token]!)
    if (READERS.has(word) && (last === '.' || last === '?.' || last === '{' || last === ','))
      return { why: `${word} reads the text or the lines of code`, line: line() }
    const isRead =
      (word === 'toString' &&
        (last === '.' || last === '?.') &&
        (functions.has(before) || before === 'prototype')) ||
      (functions.has(word) && last === '(' && before === 'String') ||
      (functions.has(word) && last.endsWith('${') && text[ends[token]!] === '}')
    if (isRead) return { why: 'the text of a function is read', line: line() }
    before = last
    last = word
  }
  return null
}

/** Names of functions that are declared here, or kept in a variable. */
function namesOfFunctions({ text, starts, ends }: Tokens): Set<string> {
  const names = new Set<string>()
  const word = (token: number) => text.slice(starts[token], ends[token])
  for (let token = 1; token < starts.length; token += 1) {
    const last = word(token - 1)
    if (last === 'function' || last === 'class') names.add(word(token))
    if (last !== '=') continue
    // What follows may be a function, whatever it begins with.
    const begins = word(token)
    const isFunction = /^(?:\(|async|function|class)$/.test(begins) || word(token + 1) === '=>'
    if (isFunction && token > 1) names.add(word(token - 2))
  }
  return names
}
