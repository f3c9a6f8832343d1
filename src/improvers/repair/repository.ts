import type { Path } from '../../model/change.ts'
import type { Source } from '../../model/finding.ts'

/** The kind of observation that shows the whole tree to those who look for what is broken. */
export const REPOSITORY = 'repository'

/** A committed tree as a whole. Everything is read from blobs; nothing of it has run. */
export type WholeTree = {
  /** Every file, folders left out. */
  paths: ReadonlySet<Path>
  /** Symbolic links and submodules: what lies behind them is not known. */
  links: ReadonlySet<Path>
  /** All code, also what may not be edited this time. */
  code: Source
  /** Texts of manifests, lock files, tsconfigs and the like, by path. */
  settings: ReadonlyMap<Path, string>
  /** Names of modules that come with the runtime. */
  builtins: ReadonlySet<string>
  /** The version of a package that is installed at the top of the work tree, or null. */
  installed(name: string): string | null
  /** Whether a finding about a path was asked for. */
  isWanted(path: Path): boolean
  /** Where a path that is not there any more went to, as far as history tells: a file, a folder, or null. */
  movedTo: ReadonlyMap<Path, Path | null>
}

/** One thing that is broken, before it is a finding. */
export type Problem = {
  rule: string
  level: 'error' | 'warning'
  path: Path
  /** Where in the file; the whole of it where that is not known. */
  start: number
  end: number
  /** What it is about, for the fingerprint: stable over unrelated edits. */
  symbol: string
  /** What is broken, in one line. */
  says: string
  /** What mends it without judgement, and the commit's title then. */
  mend?: { title: string; fixes: Fix[] }
}

/** Replaces `[start, end)` of a file. */
export type Fix = { path: Path; start: number; end: number; text: string }

/** Whether something stands at a path: a file, a folder with files, or what lies behind a link. */
export function openLookup({ paths, links }: Pick<WholeTree, 'paths' | 'links'>): (path: Path) => boolean {
  const folders = new Set<Path>([''])
  for (const path of paths)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  const behind = (path: Path): boolean => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/'))))
      if (links.has(at)) return true
    return false
  }
  return path => paths.has(path) || folders.has(path) || behind(path)
}
