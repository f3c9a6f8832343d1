import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import { kindOf, readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { Compiler } from '../compiler.ts'

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json']

/**
 * Which of the files lead to one of the changed ones by imports and requires that can be read from the text. What is
 * put together while running is not seen: this decides what is run first, never what is run.
 * @param from files of the tree; one that was changed itself leads there too.
 */
export function leadTo(compiler: Compiler, tree: string, from: Path[], changed: ReadonlySet<Path>): Path[] {
  const known = new Map<Path, Path[]>()
  const importsOf = (path: Path) => {
    const found = known.get(path) ?? readImports(compiler, tree, path)
    known.set(path, found)
    return found
  }
  return from.filter(start => {
    const seen = new Set([start])
    for (const path of seen) {
      if (changed.has(path)) return true
      for (const next of importsOf(path)) seen.add(next)
    }
    return false
  })
}

function readImports({ ts }: Compiler, tree: string, path: Path): Path[] {
  if (!/\.[cm]?[jt]sx?$/.test(path)) return []
  const text = readTreeFile(tree, path)
  if (text === null) return []
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => /^\.\.?(?:\/|$)/.test(fileName))
    .flatMap(({ fileName }) => resolve(tree, posix.join(posix.dirname(path), fileName)) ?? [])
}

function resolve(tree: string, place: Path): Path | null {
  const at = place.replace(/\/$/, '')
  // What is written as the output's name stands for its source.
  const bare = at.replace(/\.([cm]?)jsx?$/, '')
  const all = [at, ...ENDINGS.map(end => at + end), ...ENDINGS.map(end => bare + end)]
  const inside = ENDINGS.map(end => posix.join(at, `index${end}`))
  const isFile = (path: Path) => ['file', 'executable'].includes(kindOf(tree, path) ?? '')
  return [...all, ...inside].find(isFile) ?? null
}
