import { firstPlace } from './firstPlace.ts'
import { lineAt } from './lineAt.ts'
import type { Tokens } from './readTokens.ts'

/** Comments that make every line of their file count, or tie its text to something outside. */
const TIED =
  /[#@]\s*source(?:Mapping)?URL\s*=|@generated\b|SignedSource<<|\b(?:[cv]8|node:coverage)\s+ignore\s+next\s+\d|@(?:ts-)?codegen\b/

/**
 * Why no change of a file is documentation only, whatever the change: its text is generated or mapped, or
 * browsers read other comments in it than the compiler does.
 */
export function refuseSource(tokens: Tokens): { why: string; line: number } | null {
  for (const { start, end } of tokens.comments) {
    const found = TIED.exec(tokens.text.slice(start, end))
    if (found)
      return {
        why: `the file's lines are counted or generated (${found[0]})`,
        line: lineAt(tokens.text, start),
      }
  }
  // In scripts `<!--` begins a comment; TypeScript reads `a < !(--b)`. `-->` is a syntax error to it.
  for (let at = tokens.text.indexOf('<!--'); at >= 0; at = tokens.text.indexOf('<!--', at + 1)) {
    // In strings and comments it is harmless; here a sign of its own begins there.
    const sign = indexOf(tokens.starts, at)
    if (sign >= 0 && tokens.ends[sign] === at + 1) {
      return { why: '<!--, a comment to browsers', line: lineAt(tokens.text, at) }
    }
  }
  return null
}

/** Where a number stands in an ascending list; -1 when it doesn't. */
function indexOf(list: Int32Array, wanted: number): number {
  const place = firstPlace(list.length, one => list[one]! < wanted)
  return list[place] === wanted ? place : -1
}
