import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { isTooDeep } from '../docs/parse.ts'

/** A program over a tree as some tsconfig sees it, with what can be asked of it. It is read and never run. */
export type TypedProject = {
  program: ts.Program
  /** The path of a file of the repository's own; null for declarations of others. */
  pathOf(file: ts.SourceFile): Path | null
  /** The same program over other texts of some files. */
  over(texts: ReadonlyMap<Path, string>): TypedProject
}

/** The repository's own code in a program, with its paths. What is nested so deep that nobody can walk it is left out. */
export function ownFiles({ program, pathOf }: TypedProject): { path: Path; file: ts.SourceFile }[] {
  const files: { path: Path; file: ts.SourceFile }[] = []
  for (const file of program.getSourceFiles()) {
    const path = file.isDeclarationFile ? null : pathOf(file)
    if (path !== null && !isDeep(file)) files.push({ path, file })
  }
  return files
}

/** It is asked for the same files again and again. */
const deep = new WeakMap<ts.SourceFile, boolean>()

function isDeep(file: ts.SourceFile): boolean {
  const known = deep.get(file) ?? isTooDeep(file)
  deep.set(file, known)
  return known
}
