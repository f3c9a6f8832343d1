import { posix } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'

/** More renames of one place than anybody makes. */
const MOST_STEPS = 5
/** More dead pointers than anybody leaves: what is beyond is not looked for. */
const MOST_PATHS = 500

/**
 * Where paths that are not there went to, by git's own detection of renames in the commit that removed them: a file, or a folder all
 * of whose files went to one other. Null for one that was removed; a path that never was is left out.
 * @param base the commit that they are missing in. @param isThere whether a path is a file or folder of it.
 */
export async function movedPaths(
  repo: Repository,
  base: Oid,
  missing: Iterable<Path>,
  isThere: (path: Path) => boolean,
): Promise<Map<Path, Path | null>> {
  const moved = new Map<Path, Path | null>()
  const renames = new Map<Oid, [from: Path, to: Path][]>()
  let open = new Map([...missing].filter(path => !isThere(path)).map(path => [path, path]))
  // What was renamed again later is looked for from the base again.
  for (let step = 0; open.size > 0 && step < MOST_STEPS; step++) {
    const removed = await removedIn(repo, base, [...new Set(open.values())].slice(0, MOST_PATHS))
    const next = new Map<Path, Path>()
    for (const [path, at] of open) {
      const commit = removed.get(at)
      if (commit === undefined) {
        if (step > 0) moved.set(path, null)
        continue
      }
      const all = renames.get(commit) ?? (await renamesIn(repo, commit))
      renames.set(commit, all)
      const to = renamedTo(all, at)
      moved.set(path, to !== null && isThere(to) ? to : null)
      if (to !== null && !isThere(to)) next.set(path, to)
    }
    open = next
  }
  return moved
}

/** The last commit that removed each path, or something in it. All are asked about at once: each time all of history is read. */
async function removedIn(repo: Repository, from: Oid, paths: Path[]): Promise<Map<Path, Oid>> {
  const removed = new Map<Path, Oid>()
  const { stdout, code } = await repo.run(
    [
      ...['--literal-pathspecs', '-c', 'core.quotePath=false', 'log', '--format=%x00%H', '--name-only'],
      ...['--diff-filter=D', '--no-renames', from, '--', ...paths],
    ],
    { accept: [128] },
  )
  if (code !== 0) return removed
  const wanted = new Set(paths)
  for (const block of stdout.toString('utf8').split('\0').slice(1)) {
    const [commit = '', ...files] = block.split('\n')
    for (const file of files)
      for (let at = file; at !== '.' && at !== ''; at = posix.dirname(at))
        if (wanted.has(at) && !removed.has(at)) removed.set(at, commit)
  }
  return removed
}

async function renamesIn(repo: Repository, commit: Oid): Promise<[from: Path, to: Path][]> {
  const { stdout } = await repo.run([
    ...['diff-tree', '-r', '-z', '-M', '--name-status', '--no-commit-id', '--diff-filter=R', commit],
  ])
  const words = stdout.toString('utf8').split('\0')
  const renames: [Path, Path][] = []
  for (let at = 0; at + 2 < words.length; at += 3) renames.push([words[at + 1]!, words[at + 2]!])
  return renames
}

function renamedTo(renames: [from: Path, to: Path][], path: Path): Path | null {
  const targets = new Set<Path>()
  for (const [from, to] of renames) {
    if (from === path) return to
    if (!from.startsWith(`${path}/`)) continue
    const rest = from.slice(path.length)
    targets.add(to.endsWith(rest) ? to.slice(0, -rest.length) : posix.dirname(to))
  }
  return targets.size === 1 ? [...targets][0]! : null
}
