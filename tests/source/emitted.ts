import { ts } from 'ts-morph'

/** What the compiler makes of a file by itself, without its comments. */
export function emitted(text: string, path = 'a.ts', more: ts.CompilerOptions = {}): string {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, removeComments: true, ...more }
  return ts.transpileModule(text, { compilerOptions, fileName: path }).outputText
}
