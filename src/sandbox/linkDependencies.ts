import {
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { LINKED } from './dependencies.ts'
import type { Mount } from './sandbox.ts'

/** Folders that tools write their caches into; they must be real ones, private to the exported tree. */
const CACHES = new Set(['.cache', '.vite', '.vite-temp', '.vitest', LINKED])

/**
 * Puts the dependencies into an exported tree: each `node_modules` becomes a real folder of links, one a
 * package, to the user's installed ones. So caches written there never reach the user's folder, and a
 * link to a package of the workspace is made anew and leads to the exported tree, not to the user's.
 * @param workTree the user's folder that the dependencies were found in.
 */
export function linkDependencies(mounts: Mount[], workTree: string, exported: string): void {
  for (const mount of mounts) {
    if (existsSync(join(mount.target, LINKED))) continue
    const roots = { workTree: installedIn(mount, realpathSync(workTree), exported), exported }
    linkFolder(mount.source, mount.target, roots, true)
  }
}

/** Where the packages really lie: a linked worktree may share the node_modules of another one. */
function installedIn(mount: Mount, workTree: string, exported: string): string {
  const place = `/${relative(exported, mount.target)}`
  return mount.source.endsWith(place) ? mount.source.slice(0, -place.length) : workTree
}

type Roots = { workTree: string; exported: string }

function linkFolder(source: string, target: string, roots: Roots, top: boolean): void {
  mkdirSync(target, { recursive: true })
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (top && CACHES.has(entry.name)) continue
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    // Scopes and .bin are entered, since some of what they hold may be the workspace's own.
    if (top && entry.isDirectory() && (entry.name.startsWith('@') || entry.name === '.bin'))
      linkFolder(from, to, roots, false)
    else symlinkSync(leadsTo(entry, from, roots), to)
  }
  if (top) writeFileSync(join(target, LINKED), 'Links to installed dependencies, made to check a change.\n')
}

/** Where the new link must lead: a workspace's own package is the exported one, anything else stays. */
function leadsTo(entry: Dirent, from: string, roots: Roots): string {
  if (!entry.isSymbolicLink()) return from
  const text = readlinkSync(from)
  const aim = resolve(dirname(from), text)
  const inside = relative(roots.workTree, realpathOr(aim))
  const own = inside !== '' && !inside.startsWith('..') && !inside.split('/').includes('node_modules')
  if (own) return join(roots.exported, inside)
  return aim
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
