import { ts } from 'ts-morph'

/** Made once: making one costs as much as reading a hundred tokens with it. */
const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true)

/**
 * The compiler's scanner, at the start of a file's text; good until it is asked for another file.
 * @param tree tells whether JSX is read.
 */
export function scannerOf(tree: ts.SourceFile, text: string): ts.Scanner {
  scanner.setLanguageVariant(tree.languageVariant)
  scanner.setText(text)
  return scanner
}
