import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import { listTree } from '../listTree.ts'

const TEST =
  /(?:^|\/)(?:__tests__|tests?|specs?)\/.*\.[cm]?[jt]sx?$|[.-](?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:test|spec)s?\.[cm]?[jt]sx?$/

/** The files of a tree that tests are usually in, by their names. */
export function testFiles(tree: string): Path[] {
  return listTree(tree, path => TEST.test(path) && !/\.d\.[cm]?ts$/.test(path))
}

/** Whether a test file is about a module, by its name or, where that says nothing, by its folder. */
export function isNamesake(test: Path, module: Path): boolean {
  const name = posix.basename(module).replace(/\.[^.]+$/, '')
  if (posix.basename(test).startsWith(`${name}.`)) return true
  return name === 'index' && test.startsWith(`${posix.dirname(module)}/`)
}
