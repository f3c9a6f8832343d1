import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'

/** A program over a tree as some tsconfig sees it, with what can be asked of it. It is read and never run. */
export type TypedProject = {
  program: ts.Program
  /** The path of a file of the repository's own; null for declarations of others. */
  pathOf(file: ts.SourceFile): Path | null
  /** The same program over other texts of some files. */
  over(texts: ReadonlyMap<Path, string>): TypedProject
}

/** The repository's own code in a program, with its paths. */
export function ownFiles({ program, pathOf }: TypedProject): { path: Path; file: ts.SourceFile }[] {
  const files: { path: Path; file: ts.SourceFile }[] = []
  for (const file of program.getSourceFiles()) {
    const path = file.isDeclarationFile ? null : pathOf(file)
    if (path !== null) files.push({ path, file })
  }
  return files
}
