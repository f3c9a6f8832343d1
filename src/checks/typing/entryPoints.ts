import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import { manifestOf } from '../restoreScripts.ts'

const FIELDS = ['main', 'module', 'types', 'typings', 'exports'] as const
const CODE = /(?:\.d)?\.([cm]?)[jt]sx?$/

/**
 * The source files of a project that its package gives away: those that package.json names, or the ones that they are
 * built from. A built file stands for the source of the same name below a folder that sources lie in.
 * @param folder of the package. @param files of the project. @param out where it is built to, relative to the tree.
 */
export function entryPoints(tree: string, folder: Path, files: ReadonlySet<Path>, out: Path | null): Path[] {
  const manifest = manifestOf(tree, posix.join(folder, 'package.json')) ?? {}
  const named = FIELDS.flatMap(field => strings(manifest[field])).filter(path => CODE.test(path))
  const found = named.flatMap(path => sourceOf(posix.join(folder, path), folder, files, out) ?? [])
  return [...new Set(found)].sort()
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('*') ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

function sourceOf(path: Path, folder: Path, files: ReadonlySet<Path>, out: Path | null): Path | null {
  if (files.has(path)) return path
  const built = out !== null && path.startsWith(`${out}/`) ? out : posix.join(folder, firstOf(path, folder))
  const inner = path.slice(built.length + 1).replace(CODE, '')
  for (const place of ['src', 'source', 'lib', '.'])
    for (const end of ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs']) {
      // What is built with its folder's name in front lies in dist/src.
      const tries = [posix.join(folder, place, inner + end), posix.join(folder, inner + end)]
      const hit = tries.find(one => files.has(one))
      if (hit !== undefined) return hit
    }
  return null
}

function firstOf(path: Path, folder: Path): string {
  const inner = folder === '.' ? path : path.slice(folder.length + 1)
  return inner.split('/')[0] ?? ''
}
