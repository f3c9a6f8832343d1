import { posix } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'

/** More renames of one place than anybody makes. */
const MOST_STEPS = 5

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
  for (const path of missing) {
    let at: Path | null = path
    let from = base
    for (let step = 0; at !== null && !isThere(at) && step < MOST_STEPS; step++) {
      const removed = await removedIn(repo, from, at)
      if (removed === null) {
        if (step > 0) at = null
        break
      }
      const next = await renamedTo(repo, removed, at)
      moved.set(path, null)
      at = next
      from = removed
      // What was renamed later is looked for from the base again: the commit that did it comes after this one.
      if (at !== null && !isThere(at)) from = base
    }
    if (moved.has(path)) moved.set(path, at !== null && isThere(at) ? at : null)
  }
  return moved
}

async function removedIn(repo: Repository, from: Oid, path: Path): Promise<Oid | null> {
  const { stdout, code } = await repo.run(
    ['log', '-1', '--format=%H', '--diff-filter=D', '--no-renames', from, '--', path],
    { accept: [128] },
  )
  const oid = code === 0 ? stdout.toString('utf8').trim() : ''
  return oid === '' ? null : oid
}

async function renamedTo(repo: Repository, commit: Oid, path: Path): Promise<Path | null> {
  const { stdout } = await repo.run([
    'diff-tree',
    '-r',
    '-z',
    '-M',
    '--name-status',
    '--no-commit-id',
    '--diff-filter=R',
    commit,
  ])
  const words = stdout.toString('utf8').split('\0')
  const targets = new Set<Path>()
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [from = '', to = ''] = words.slice(at + 1, at + 3)
    if (from === path) return to
    if (!from.startsWith(`${path}/`)) continue
    const rest = from.slice(path.length)
    targets.add(to.endsWith(rest) ? to.slice(0, -rest.length) : posix.dirname(to))
  }
  return targets.size === 1 ? [...targets][0]! : null
}
