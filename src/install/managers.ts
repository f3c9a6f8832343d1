import type { HookManager } from './hookManager.ts'
import type { InstallFacts } from './installFacts.ts'
import { configuredInPackageJson } from './managers/configuredInPackageJson.ts'
import { gitHooks } from './managers/gitHooks.ts'
import { husky } from './managers/husky.ts'
import { lefthook } from './managers/lefthook.ts'
import { preCommit } from './managers/preCommit.ts'
import { treeHooks } from './managers/treeHooks.ts'

/**
 * The first that is in charge has the say. What core.hooksPath points at really fires, so those come
 * first; git's own hooks directory takes what is left.
 */
const MANAGERS: HookManager[] = [husky, treeHooks, lefthook, preCommit, ...configuredInPackageJson, gitHooks]

/** The manager whose hooks fire in this repository. A server has none but git. */
export function findManager(facts: InstallFacts): HookManager {
  return facts.bare ? gitHooks : (MANAGERS.find(manager => manager.found(facts)) ?? gitHooks)
}
