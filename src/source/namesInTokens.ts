import type { Tokens } from './readTokens.ts'

/** Whether a letter, as its code, begins one of some words: sooner asked of a token than what it is. */
export function beginsOneOf(words: Iterable<string>): (code: number) => boolean {
  const letters = new Uint8Array(128)
  for (const word of words) letters[word.charCodeAt(0)] = 1
  return code => letters[code] === 1
}

/** Names of functions and classes that are declared in a file, or kept in a variable. */
export function namesOfFunctions({ text, starts, ends }: Tokens): Set<string> {
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
