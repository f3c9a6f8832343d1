import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'

/** The folder of a path: `''` for the top. */
export function folderOf(path: Path): Path {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : folder
}

/** That folder and those above it, up to the top. */
export function upwards(folder: Path): Path[] {
  return folder === '' ? [''] : [folder, ...upwards(folderOf(folder))]
}

/** A relative place seen from a folder; null for one outside of the tree or at its top. */
export function placeIn(folder: Path, relative: string): Path | null {
  if (relative.startsWith('/')) return null
  const path = posix.join(folder, relative).replace(/\/$/, '')
  return path === '.' || path === '..' || path.startsWith('../') ? null : path
}

const ASIDE =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|documentation|website|site|bench(?:es|marks?)?|templates?|playgrounds?|fixtures?|__fixtures__|vendor|third_party|node_modules|testdata|integration|e2e)\//i

/** Whether a path lies in a folder that shows or tries out something: what is missing there may be missing on purpose. */
export const isAside = (path: Path) => ASIDE.test(path)
