import { copyFile, lstat, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Path } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'

/**
 * Puts the base's benchmark into the other tree, so that both sides are measured by the same words.
 * @throws Failure where a link stands in its way: it could lead out of the tree.
 */
export async function overlay(base: string, tree: string, file: Path): Promise<void> {
  const parts = file.split('/').slice(0, -1)
  for (let depth = 1; depth <= parts.length; depth++) {
    const folder = join(tree, ...parts.slice(0, depth))
    const there = await lstat(folder).catch(() => null)
    if (there && !there.isDirectory())
      throw new Failure(`${parts.slice(0, depth).join('/')} is no folder any more, and ${file} lies in it`)
  }
  const target = join(tree, file)
  await mkdir(dirname(target), { recursive: true })
  await rm(target, { recursive: true, force: true })
  await copyFile(join(base, file), target)
}
