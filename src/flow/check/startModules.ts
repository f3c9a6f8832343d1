import { posix } from 'node:path'
import { listTree } from '../../checks/listTree.ts'
import { entryPoints } from '../../checks/typing/entryPoints.ts'
import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'

const CODE = /(?<!\.d)\.[cm]?[jt]sx?$/
/** What this Node reads as it stands. Everything else has to be made into that first. */
const PLAIN = /\.[cm]?js$/

/** What a package's user imports: as it stands, or what has to be bundled first. */
export type StartModules = {
  /** `entry points`: what the packages of the changed files give away; `changed modules` where they name nothing. */
  what: 'entry points' | 'changed modules'
  plain: Path[]
  bundled: Path[]
}

/**
 * The modules whose import is measured: those that both trees have.
 * @returns null where the change leads to none.
 */
export function startModules({ base, head, changed }: Candidate): StartModules | null {
  const isCode = (path: Path) => CODE.test(path)
  const before = listTree(base, path => isCode(path) || posix.basename(path) === 'package.json')
  const after = new Set(listTree(head, isCode))
  const code = new Set(before.filter(path => isCode(path) && after.has(path)))
  const packages = new Set(before.filter(path => !isCode(path)).map(path => posix.dirname(path)))
  const touched = changed.filter(path => isCode(path) || packages.has(posix.dirname(path)))
  const folders = [...new Set(touched.flatMap(path => packageOf(path, packages) ?? []))]
  const entries = folders.flatMap(folder => entryPoints(base, folder, code, null)).filter(isCode)
  const found = entries.length ? entries : changed.filter(path => code.has(path))
  if (!found.length) return null
  const sorted = [...new Set(found)].sort()
  return {
    what: entries.length ? 'entry points' : 'changed modules',
    plain: sorted.filter(path => PLAIN.test(path)),
    bundled: sorted.filter(path => !PLAIN.test(path)),
  }
}

/** The nearest folder above that has a package.json. */
function packageOf(path: Path, packages: ReadonlySet<Path>): Path | null {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    if (packages.has(folder)) return folder
    if (folder === '.') return null
  }
}
