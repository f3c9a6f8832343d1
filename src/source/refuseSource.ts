import { ts } from 'ts-morph'
import { lineAt, type ParsedSource } from './parseSource.ts'
import type { Tokens } from './readTokens.ts'

/** Comments that make every line of their file count, or tie its text to something outside. */
const TIED =
  /[#@]\s*source(?:Mapping)?URL\s*=|@generated\b|SignedSource<<|\b(?:[cv]8|node:coverage)\s+ignore\s+next\s+\d|@(?:ts-)?codegen\b/

/**
 * Why no change of a file is documentation only, whatever the change: its text is generated or mapped, or
 * browsers read other comments in it than the compiler does.
 */
export function refuseSource(source: ParsedSource, tokens: Tokens): { why: string; line: number } | null {
  for (const { start, end } of tokens.comments) {
    const found = TIED.exec(source.text.slice(start, end))
    if (found)
      return {
        why: `the file's lines are counted or generated (${found[0]})`,
        line: lineAt(source.tree, start),
      }
  }
  for (let i = 0; i + 2 < tokens.kinds.length; i++) {
    // In scripts `<!--` begins a comment; TypeScript reads `a < !(--b)`. `-->` is a syntax error to it.
    const open =
      tokens.kinds[i] === ts.SyntaxKind.LessThanToken &&
      tokens.kinds[i + 1] === ts.SyntaxKind.ExclamationToken &&
      tokens.kinds[i + 2] === ts.SyntaxKind.MinusMinusToken
    if (open) return { why: '<!--, a comment to browsers', line: lineAt(source.tree, tokens.starts[i] ?? 0) }
  }
  return null
}
