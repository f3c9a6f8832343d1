import { ts } from 'ts-morph'

/** A file that parsed without a syntax error. */
export type ParsedSource = { path: string; text: string; tree: ts.SourceFile }

const KINDS: [RegExp, ts.ScriptKind][] = [
  [/\.tsx$/i, ts.ScriptKind.TSX],
  [/\.[mc]?ts$/i, ts.ScriptKind.TS],
  [/\.jsx$/i, ts.ScriptKind.JSX],
  [/\.[mc]?js$/i, ts.ScriptKind.JS],
]

/**
 * Parses TypeScript or JavaScript; the extension decides which. Doc comments are left to `listComments`:
 * the compiler's own reading of them costs a third of the parse.
 * @param path tells the language, and is named in errors.
 * @returns the parsed file, or the first syntax error in words with its line (from 1).
 * @throws RangeError when the code is nested too deeply for the compiler's recursive parser.
 */
export function parseSource(path: string, text: string): ParsedSource | { error: string; line: number } {
  const kind = KINDS.find(([ending]) => ending.test(path))?.[1]
  if (kind === undefined) return { error: 'neither TypeScript nor JavaScript', line: 1 }
  const options = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  }
  const tree = ts.createSourceFile(path, text, options, false, kind)
  const error = syntaxErrors(tree)[0]
  if (!error) return { path, text, tree }
  const message = ts.flattenDiagnosticMessageText(error.messageText, ' ')
  return { error: `syntax error: ${message}`, line: tree.getLineAndCharacterOfPosition(error.start).line + 1 }
}

/** What the parser itself found; the public way to it needs a whole program. */
function syntaxErrors(tree: ts.SourceFile): ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = tree as unknown as { parseDiagnostics?: ts.DiagnosticWithLocation[] }
  // Should a later compiler rename it, nothing may pass for free of errors.
  if (!parseDiagnostics) throw new Error('this TypeScript does not tell its syntax errors')
  return parseDiagnostics
}
