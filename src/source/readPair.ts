import type { NotThat } from './compareComments.ts'
import { type ParsedSource, parseSource } from './parseSource.ts'
import { readTokens, type Tokens } from './readTokens.ts'
import { refuseSource } from './refuseSource.ts'

/** Both versions of a file, parsed once for all that is asked of them. */
export type SourcePair = {
  language: 'ts' | 'js'
  was: ParsedSource
  is: ParsedSource
  old: Tokens
  now: Tokens
}

/**
 * Reads two versions of a TypeScript or JavaScript file.
 * @param path tells the language by its extension.
 * @returns the pair; or why no class but the last can be told of it.
 * @throws RangeError when the code is nested too deeply; Error when the tree does not cover its text.
 */
export function readPair(path: string, before: string, after: string): SourcePair | NotThat {
  const is = parseSource(path, after)
  if ('error' in is) return { why: is.error, line: is.line }
  const now = readTokens(is)
  const was = parseSource(path, before)
  if ('error' in was) return { why: `before the change, ${was.error}`, line: was.line }
  const old = readTokens(was)
  if (before.startsWith('\ufeff') !== after.startsWith('\ufeff'))
    return { why: 'a byte order mark came or went', line: 1 }
  const special = refuseSource(old) ?? refuseSource(now)
  return special ?? { language: /\.[mc]?tsx?$/.test(path) ? 'ts' : 'js', was, is, old, now }
}
