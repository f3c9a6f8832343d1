import type { NotThat } from './compareComments.ts'
import { type ParsedSource, parseSource } from './parseSource.ts'
import { readTokens, type Tokens } from './readTokens.ts'
import { refuseSource } from './refuseSource.ts'

/** Both versions of a file, parsed. */
export type ParsedPair = { language: 'ts' | 'js'; was: ParsedSource; is: ParsedSource }

/** Both with their tokens, read once for all that is asked of them. */
export type SourcePair = ParsedPair & { old: Tokens; now: Tokens }

/**
 * Parses two versions of a TypeScript or JavaScript file.
 * @param path tells the language by its extension.
 * @returns the pair; or why no class but the last can be told of it.
 * @throws RangeError when the code is nested too deeply.
 */
export function parsePair(path: string, before: string, after: string): ParsedPair | NotThat {
  const is = parseSource(path, after)
  if ('error' in is) return { why: is.error, line: is.line }
  const was = parseSource(path, before)
  if ('error' in was) return { why: `before the change, ${was.error}`, line: was.line }
  if (before.startsWith('\ufeff') !== after.startsWith('\ufeff'))
    return { why: 'a byte order mark came or went', line: 1 }
  return { language: /\.[mc]?tsx?$/.test(path) ? 'ts' : 'js', was, is }
}

/**
 * Reads the tokens of both.
 * @returns the pair; or why no class but the last can be told of it.
 * @throws RangeError when the code is nested too deeply; Error when the tree does not cover its text.
 */
export function readPair(pair: ParsedPair): SourcePair | NotThat {
  const [old, now] = [readTokens(pair.was), readTokens(pair.is)]
  return refuseSource(old) ?? refuseSource(now) ?? { ...pair, old, now }
}
