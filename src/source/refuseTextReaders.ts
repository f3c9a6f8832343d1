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

/** What makes one text of a list. */
const JOINS = /\b(?:join|Blob|File|concat)\b/
const PLUS = 43
const BRACKET = 91

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
  /** Whether one stands here as it is, in groups or none: not called, and nothing of it taken. */
  const isBare = (token: number): boolean =>
    word(token) === '('
      ? isBare(token + 1)
      : !/^(?:\(|\[|\.|\?\.|=>|`.*)$/s.test(word(token + 1)) && isFunction(word(token))
  /** Whether one stands as it is in a list that begins here. */
  const holdsFunction = (from: number): boolean => {
    for (let token = from + 1; token < starts.length && word(token) !== ']'; token += 1)
      if (/^[[,]$/.test(word(token - 1)) && /^[,\]]$/.test(word(token + 1)) && isFunction(word(token)))
        return !isPattern(from)
    return false
  }
  /** Whether brackets take a list apart, and make none. */
  const isPattern = (from: number): boolean => {
    let token = from
    for (let depth = 0; token < starts.length; token += 1) {
      if (/^[[({]$/.test(word(token))) depth += 1
      if (/^[\])}]$/.test(word(token))) depth -= 1
      if (depth === 0) break
    }
    return word(token + 1) === '=' && /^(?:const|let|var)$/.test(word(from - 1))
  }
  const isJoined = JOINS.test(text)
  for (let token = 1; token < starts.length; token += 1) {
    const isInserted = text.charCodeAt(ends[token - 1]! - 2) === 36 && word(token - 1).endsWith('${')
    // Most tokens are seen by their first letter to be none of these.
    const first = text.charCodeAt(starts[token]!)
    if (!isInserted && first !== PLUS && first !== BRACKET && !begins(first)) continue
    const [last, own] = [word(token - 1), word(token)]
    const line = () => lineAt(text, starts[token]!)
    if (READERS.has(own) && (last === '.' || last === '?.' || last === '{' || last === ','))
      return { why: `${own} reads the text or the lines of code`, line: line() }
    const before = () => (token > 1 ? word(token - 2) : '')
    const isAdded = (own === '+' || own === '+=') && (isFunction(last) || isBare(token + 1))
    // `w['toString']()`, `toString.call(w)`, `const { toString } = w`.
    const isTaken =
      (own === '[' && /^["'`]toString["'`]$/.test(word(token + 1))) ||
      (own === 'toString' &&
        (word(token + 1) === '.' || (/^[{,]$/.test(last) && /^[,}:]$/.test(word(token + 1)))))
    if (isAdded || isTaken || (own === '[' && isJoined && holdsFunction(token)))
      return { why: 'the text of a function is read', line: line() }
    const isRead =
      (own === 'toString' &&
        (last === '.' || last === '?.') &&
        (before() === 'prototype' || isFunction(before()))) ||
      (own === 'String' && word(token + 1) === '(' && isBare(token + 2)) ||
      (isInserted && isBare(token))
    if (isRead) return { why: 'the text of a function is read', line: line() }
  }
  return null
}
