import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Compiler } from '../compiler.ts'

/** Reads a file's text as syntax alone, whatever errors it has; each node knows its parent. */
export function parseModule({ ts }: Compiler, path: Path, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
}
