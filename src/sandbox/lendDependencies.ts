import { findDependencies, readableOf } from './dependencies.ts'
import { linkDependencies } from './linkDependencies.ts'
import { lendPlugAndPlay } from './plugAndPlay.ts'

/**
 * Puts the installed dependencies of a work tree into exported trees of the same repository.
 * @param workTree the user's folder; null where there is none, and then nothing is lent.
 * @returns what a sandbox has to lend besides, so that the links lead somewhere.
 */
export function lendDependencies(workTree: string | null, trees: readonly string[]): string[] {
  if (workTree === null) return []
  const readable = trees.flatMap(tree => {
    const mounts = findDependencies(workTree, tree)
    linkDependencies(mounts, workTree, tree)
    return [...readableOf(mounts), ...lendPlugAndPlay(workTree, tree)]
  })
  return [...new Set(readable)]
}
