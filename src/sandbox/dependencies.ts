import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Mount } from './sandbox.ts'

/** Lies in each node_modules folder that linkDependencies made, so that it is known again. */
export const LINKED = '.linked-by-git-improver'

/**
 * Finds the installed dependencies of a work tree that an exported tree of the same repository lacks:
 * the `node_modules` of the top and of each folder with a package.json. What the exported tree brings itself
 * (committed dependencies) is never replaced.
 * @param workTree the user's folder, where the dependencies are installed.
 * @param exported the exported tree.
 * @returns for each the real folder outside and its place in the exported tree.
 */
export function findDependencies(workTree: string, exported: string): Mount[] {
  const found: Mount[] = []
  for (const folder of packageFolders(exported)) {
    const source = join(workTree, folder, 'node_modules')
    const target = join(exported, folder, 'node_modules')
    if (isFolder(source) && isMissing(target)) found.push({ source: realpathSync(source), target })
  }
  return found
}

/**
 * What a sandbox must lend so that the links made by linkDependencies lead somewhere: the folders
 * themselves, and the package store that pnpm's global virtual store links into.
 */
export function readableOf(mounts: Mount[]): string[] {
  const stores = mounts.flatMap(mount => globalStores(mount.source))
  return [...new Set([...mounts.map(mount => mount.source), ...stores])]
}

/** The folders with a package.json, and the top; links and dependencies are not entered. */
function packageFolders(top: string): string[] {
  const found: string[] = []
  const waiting = [top]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = readdirSync(folder, { withFileTypes: true })
    if (folder === top || entries.some(entry => entry.name === 'package.json'))
      found.push(relative(top, folder))
    for (const entry of entries) {
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
        waiting.push(join(folder, entry.name))
    }
  }
  return found.sort()
}

function globalStores(nodeModules: string): string[] {
  try {
    const state = readFileSync(join(nodeModules, '.modules.yaml'), 'utf8')
    const [, at = ''] = /^\s*"?virtualStoreDir"?: *"?([^"\n,]+)"?/m.exec(state) ?? []
    return at.startsWith(sep) && /\/links$/.test(at) && existsSync(at) ? [realpathSync(at)] : []
  } catch {
    return []
  }
}

function isFolder(path: string): boolean {
  try {
    return realpathSync(path) !== '' && lstatSync(realpathSync(path)).isDirectory()
  } catch {
    return false
  }
}

/** A folder that we made counts as missing, so that a second look gives the same answer. */
function isMissing(target: string): boolean {
  try {
    return lstatSync(target).isDirectory() && lstatSync(join(target, LINKED)).isFile()
  } catch {
    return !existsSync(target)
  }
}
