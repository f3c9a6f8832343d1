import { constants } from 'node:fs'
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { movePlugAndPlay } from '../sandbox/plugAndPlay.ts'

/**
 * Gives `use` a copy of an exported tree that it may spoil, and removes it afterwards. A plain copy and
 * no hard links: a write through those would alter the original. `beside` is the folder that the copy stands in.
 */
export async function withCopy<T>(
  tree: string,
  use: (copy: string, beside: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'git-improver-copy-'))
  const copy = join(folder, 'tree')
  try {
    await cp(tree, copy, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
    movePlugAndPlay(tree, copy)
    return await use(copy, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
