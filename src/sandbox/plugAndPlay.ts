import {
  appendFileSync,
  copyFileSync,
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { declaredAt, installedPackages, moveLocations } from './pnpLocations.ts'

const RUNTIME = '.pnp.cjs'
export const LOADER = '.pnp.loader.mjs'
/** Yarn writes the places into one of them. */
const DATA = [RUNTIME, '.pnp.data.json']

/** Ends a runtime that was written for the folder that it lies in, so that it is known again. */
const MOVED = '\n// Written by git-improver for this folder, to check a change.\n'

/** As Yarn names what it keeps: the package, ten digits of its checksum, and the key of the cache where it has one. */
const ARCHIVE = /-[0-9a-f]{10}(?:-\w+)?\.zip$/

/** Whether the packages of a tree are found by Yarn's Plug'n'Play; pnpm has one too, and starts it by itself. */
export function isPlugAndPlay(tree: string): boolean {
  return isFile(join(tree, RUNTIME)) && !existsSync(join(tree, 'pnpm-lock.yaml'))
}

/** Whether a workspace had declared a package when it was installed: only then it can load it. */
export function isDeclared(tree: string, workspace: string, name: string): boolean {
  return DATA.filter(file => isFile(join(tree, file))).some(file =>
    declaredAt(readFileSync(join(tree, file), 'utf8'), workspace).has(name),
  )
}

/**
 * Puts Plug'n'Play into an exported tree as real files, since it takes the folder that it really lies in for the project. What the
 * tree has committed stays, but for the places of what is installed and was not committed with it.
 * @param workTree the user's folder.
 * @returns what a sandbox has to lend besides: the caches that archives lie in, and what is unpacked.
 */
export function lendPlugAndPlay(workTree: string, tree: string): string[] {
  const runtime = join(tree, RUNTIME)
  if (existsSync(join(workTree, 'pnpm-lock.yaml')) || isOther(runtime)) return []
  const isOwn = isFile(runtime)
  const source = isOwn ? runtime : join(workTree, RUNTIME)
  if (!existsSync(source)) return []
  // A linked worktree may share those of another one.
  const installed = realpathSync(isOwn ? workTree : dirname(realpathSync(source)))
  if (!isMoved(tree)) {
    for (const name of DATA)
      if (existsSync(isOwn ? join(tree, name) : join(installed, name)))
        writeMoved(join(isOwn ? tree : installed, name), join(tree, name), installed, path =>
          existsSync(join(tree, path)),
        )
    appendFileSync(runtime, MOVED)
    const loader = join(installed, LOADER)
    if (isFile(loader) && !lstatSync(join(tree, LOADER), { throwIfNoEntry: false }))
      copyFileSync(loader, join(tree, LOADER))
  }
  return foldersOf(tree, realpathSync(workTree))
}

/** After a tree was copied: writes what `lendPlugAndPlay` wrote for the tree anew, for the copy. */
export function movePlugAndPlay(tree: string, copy: string): void {
  if (!isMoved(copy)) return
  for (const name of DATA)
    if (isFile(join(copy, name)))
      writeMoved(join(copy, name), join(copy, name), realpathSync(tree), () => true)
}

function writeMoved(source: string, target: string, from: string, isThere: (path: string) => boolean): void {
  if (isOther(target)) return
  const text = readFileSync(source, 'utf8')
  writeFileSync(target, moveLocations(text, from, realpathSync(dirname(target)), isThere))
}

/**
 * The folders outside of the tree that its packages lie in. A committed runtime may name any place, so that only what is a cache of
 * Yarn's by its name and by what lies in it is lent.
 */
function foldersOf(tree: string, workTree: string): string[] {
  const root = realpathSync(tree)
  const folders = new Set<string>()
  for (const name of DATA.filter(name => isFile(join(tree, name))))
    for (const path of installedPackages(readFileSync(join(tree, name), 'utf8'), root)) {
      const folder = dirname(path)
      if (folders.has(folder) || folder.startsWith(`${root}${sep}`)) continue
      const isCache = basename(folder) === 'cache' && ARCHIVE.test(path) && isFile(path)
      const isUnpacked = relative(workTree, folder) === join('.yarn', 'unplugged') && existsSync(path)
      if (isCache || isUnpacked) folders.add(folder)
    }
  const lent = [...folders].filter(
    folder => ![homedir(), workTree].some(own => `${own}${sep}`.startsWith(`${folder}${sep}`)),
  )
  return [...new Set(lent.flatMap(folder => [folder, realpathSync(folder)]))]
}

function isMoved(tree: string): boolean {
  return isFile(join(tree, RUNTIME)) && readFileSync(join(tree, RUNTIME), 'utf8').endsWith(MOVED)
}

/** Through a link it would be written elsewhere. */
function isOther(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat !== undefined && !stat.isFile()
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
}
