import { mkdir, rm, rmdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Oid, Path } from '../model/change.ts'
import { type CheckoutGit, checkoutGit, readStaged } from './checkoutGit.ts'
import { type FolderState, readFolderState } from './folderState.ts'
import type { Repository } from './repository.ts'

/** One folder that holds a tree, and then another, or the same one again as if nobody had been there. */
export type WarmTree = {
  path: string
  /**
   * Makes the folder what `exportTree` would make of an empty one, whatever was done in it since.
   * @returns how many files were written for it.
   * @throws what `exportTree` does.
   */
  fill(tree: Oid): Promise<number>
}

/** What the folder was when it was handed out: what git wrote at each path, and how it stood there. */
type Held = { staged: Staged; state: FolderState }

/** Mode and name of the object, by path. */
type Staged = Map<Path, string>

const SUBMODULE = '160000 '

/** A clock that stands still for so long (10 ms in a kernel of 100 Hz) gives what is written meanwhile the same time. */
const TICK_MS = 25

/**
 * A folder for the trees of several proofs, one after the other. Writing a tree costs as much as its files, and copying a
 * ready one no less; a proof alters a few. So what was not touched is kept, which is known by its change times: only what
 * differs is removed and written again. Never by links to another copy, through which a write would reach that.
 * @param path of the folder, which is not there yet; its index stands beside it.
 * @param keep whether anything may be kept; not where the programs that ran in it may still be alive.
 */
export function openWarmTree(repo: Repository, path: string, keep: boolean): WarmTree {
  let held: Held | null = null
  return {
    path,
    async fill(tree) {
      const before = held
      const git = await checkoutGit(repo, path, `${path}.index`)
      const hold = async ({ staged }: Filled) => {
        const state = keep ? await settled(path) : null
        held = state && isWhole(state, staged) ? { staged, state } : null
        return held !== null
      }
      // Whatever is in the way of that, a folder that nobody was in has none of it.
      const refilled = before && (await refill(git, path, tree, before).catch(() => null))
      if (refilled && (await hold(refilled))) return refilled.written
      const made = await anew(git, path, tree)
      await hold(made)
      return made.written
    },
  }
}

type Filled = { staged: Staged; written: number }

/** As `exportTree` does it, but for the index, which is kept. */
async function anew(git: CheckoutGit, path: string, tree: Oid): Promise<Filled> {
  await rm(path, { recursive: true, force: true })
  await mkdir(path, { recursive: true })
  const staged = await stage(git, tree)
  await git(['checkout-index', '--all'])
  return { staged, written: staged.size }
}

/** Writes what differs alone. @returns null where that would not come to the same. */
async function refill(git: CheckoutGit, path: string, tree: Oid, before: Held): Promise<Filled | null> {
  const staged = await stage(git, tree)
  const now = readFolderState(path)
  const isSame = (file: Path) => {
    const stat = now.files.get(file)
    return (
      stat !== undefined &&
      stat === before.state.files.get(file) &&
      staged.has(file) &&
      staged.get(file) === before.staged.get(file)
    )
  }
  const missing = [...staged.keys()].filter(file => !isSame(file))
  const extra = [...now.files.keys()].filter(file => !isSame(file))
  const needed = new Set([...staged.keys()].flatMap(foldersOf).concat(''))
  for (const [file, as] of staged) if (as.startsWith(SUBMODULE)) needed.add(file)
  const all = [...before.staged.keys(), ...staged.keys()]
  if (all.some(file => isAttributes(file) && !isSame(file))) return null
  if ([...all, ...extra, ...now.folders.keys()].some(isNoText)) return null
  for (const [folder, mode] of before.state.folders)
    if (needed.has(folder) && now.folders.has(folder) && now.folders.get(folder) !== mode) return null

  for (const file of extra) await rm(join(path, file))
  // The deepest first. One that stands where none stood when it was handed out is not git's.
  for (const folder of [...now.folders.keys()].reverse())
    if (!needed.has(folder) || !before.state.folders.has(folder)) await rmdir(join(path, folder))
  await git(['checkout-index', '-z', '--stdin'], missing.map(file => `${file}\0`).join(''))
  return { staged, written: missing.length }
}

/** Puts a tree into the index. @returns what git writes at each path. */
async function stage(git: CheckoutGit, tree: Oid): Promise<Staged> {
  await git(['read-tree', `${tree}^{tree}`])
  const { stdout } = await git(['ls-files', '--stage', '-z'])
  return new Map(readStaged(stdout.toString('utf8')).map(({ path, mode, oid }) => [path, `${mode} ${oid}`]))
}

/**
 * The folder's state, once the clock is past the last change: a later one would not be seen if it had the same time.
 * @returns null where the file system writes down no finer times than that.
 */
async function settled(path: string): Promise<FolderState | null> {
  const state = readFolderState(path)
  const ago = Date.now() - Number(state.latest / 1_000_000n)
  if (ago < TICK_MS) await sleep(TICK_MS - Math.max(0, ago))
  return state.fine ? state : null
}

function isWhole({ files }: FolderState, staged: Staged): boolean {
  const wanted = [...staged].filter(([, as]) => !as.startsWith(SUBMODULE))
  return files.size === wanted.length && wanted.every(([file]) => files.has(file))
}

function foldersOf(file: Path): Path[] {
  const folder = posix.dirname(file)
  return folder === '.' ? [] : [folder, ...foldersOf(folder)]
}

/** They say how other files are written, whose own names and contents stay the same. */
function isAttributes(file: Path): boolean {
  return posix.basename(file) === '.gitattributes'
}

/** Two names that are no UTF-8 may look the same to us. */
function isNoText(path: Path): boolean {
  return path.includes('\uFFFD')
}
