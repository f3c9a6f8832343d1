import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { LINKED } from '../sandbox/dependencies.ts'
import { isPlugAndPlay } from '../sandbox/plugAndPlay.ts'
import type { SandboxResult } from '../sandbox/sandbox.ts'
import type { CheckContext } from './check.ts'

export type RunIn = {
  cwd?: string
  writable: boolean
  env?: Record<string, string>
  /** Folders outside of the tree. */
  beside?: { readable: string[]; writable: string[] }
}

/**
 * Runs a command in an exported tree with the dependencies lent.
 * @param tree the exported tree; `cwd` lies in it.
 * @param writable whether the command may change the tree.
 */
export function runIn(
  tree: string,
  command: string[],
  context: Pick<CheckContext, 'sandbox' | 'limits' | 'readable' | 'workTree'>,
  options: RunIn,
): Promise<SandboxResult> {
  const { readable = [], writable = [] } = options.beside ?? {}
  return context.sandbox.run(command, {
    ...context.limits,
    cwd: options.cwd ?? tree,
    writable: [...(options.writable ? [tree] : []), ...writable],
    readable: [...(options.writable ? [] : [tree]), ...context.readable, ...readable],
    mounts: shadow(tree, context.workTree),
    env: options.env ?? {},
  })
}

/**
 * An installed dependency may link back into the workspace it was installed in. There the command must
 * find the exported tree, and nothing of what the user's folder holds beside it. What Plug'n'Play finds never does, and caches
 * of the user's folder are lent where they lie, at places that the tree does not have.
 */
function shadow(tree: string, workTree: string | null) {
  if (workTree === null || isPlugAndPlay(tree)) return []
  if (!existsSync(join(tree, 'node_modules', LINKED))) return []
  const apart = !`${tree}${sep}`.startsWith(`${workTree}${sep}`) && !workTree.startsWith(`${tree}${sep}`)
  return apart ? [{ source: tree, target: workTree }] : []
}
