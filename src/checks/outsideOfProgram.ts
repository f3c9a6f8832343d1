import type { Path } from '../model/change.ts'
import type { Candidate } from '../model/check.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'
import type { Compiler } from './compiler.ts'
import { listTree } from './listTree.ts'

const PROSE =
  /(?:^|\/)(?:[^/]+\.(?:md|markdown|rst|adoc|txt)|(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|CHANGELOG|README)[^/.]*)$/i
const TEST = /(?:^|\/)(?:tests?|__tests__|specs?)\/|[.-](?:test|spec)\.[cm]?[jt]sx?$/
const DECLARATIONS = /\.d\.(?:[^./]+\.)?[cm]?ts$/
const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/

/**
 * Parts the changed files into those that belong to the program and those that don't: tests, and prose
 * that no code names. A test or a text that the program itself imports or names is part of it.
 */
export function outsideOfProgram({ ts }: Compiler, candidate: Candidate): { program: Path[]; apart: Path[] } {
  const maybe = candidate.changed.filter(path => PROSE.test(path) || isTest(path))
  if (maybe.length === 0) return { program: [...candidate.changed], apart: [] }
  const named = new Set<string>()
  for (const tree of [candidate.base, candidate.head])
    for (const path of listTree(tree, one => CODE.test(one) && !TEST.test(one)))
      for (const name of namesIn(ts, readTreeFile(tree, path) ?? '')) named.add(name)
  const apart = maybe.filter(
    path => !named.has(stem(path)) && ![...namesOf(path)].some(name => named.has(name)),
  )
  return { program: candidate.changed.filter(path => !apart.includes(path)), apart }
}

/** What a declaration file says of all, the program may see without naming it. */
const isTest = (path: Path) => TEST.test(path) && CODE.test(path) && !DECLARATIONS.test(path)

/** What any string of a file names: the last part of each path in it, with and without its ending. */
function namesIn(ts: Compiler['ts'], text: string): string[] {
  const names: string[] = []
  for (const [string] of text.matchAll(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1/g)) {
    const inside = string.slice(1, -1)
    if (inside.length < 300) names.push(inside.slice(inside.lastIndexOf('/') + 1), stem(inside))
  }
  for (const { fileName } of ts.preProcessFile(text).importedFiles) names.push(stem(fileName))
  return names
}

function namesOf(path: Path): string[] {
  return [path, path.slice(path.lastIndexOf('/') + 1)]
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '')
}
